'use client';

import type { Argument } from '@/components/argument/useArgument';
import { Entry } from '@/components/ui/Entry';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import { Status } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import type { BaseCondition, BaseGoal, BaseInterface } from '@/core/supplement/baseInterface';
import type { Citation } from '@/core/supplement/citations';
import { Citations } from './Citations';
import { TEXT } from './text';

const t = TEXT.base;

/** What the base itself says of one of its claims. */
function GoalStates(props: { goal: BaseGoal | undefined }) {
  const { goal } = props;
  if (!goal) return null;
  const { notClaimed, openProblem, undeveloped, reach } = goal;
  return (
    <p className="states">
      {notClaimed && (
        <Status icon="author-says" tone="mute">
          {t.notClaimed}
        </Status>
      )}
      {openProblem && (
        <Status icon="caution" tone="warn">
          {t.openProblem}
        </Status>
      )}
      {undeveloped && (
        <Status icon="undeveloped" tone="warn">
          {t.undeveloped}
        </Status>
      )}
      {reach && <span className="meta">{t.reach[reach]}</span>}
    </p>
  );
}

/** The base beside one's own argument, read only: what a demand protects, and what is cited. */
export function BaseBeside(props: {
  base: BaseInterface;
  condition: BaseCondition | null;
  citations: readonly Citation[];
  argument: Argument;
  nodeHref: (identifier: string) => string;
}) {
  const { base, condition, citations, argument, nodeHref } = props;
  const goals = new Map(base.goals.map((goal) => [goal.id, goal]));
  return (
    <aside className="rail right beside" aria-label={t.head}>
      <div className="railhead">
        <h2 className="head lockhead">
          <Icon name="frozen" />
          {t.head}
        </h2>
        <span className="meta name">
          {base.title} r{base.number}
        </span>
      </div>
      <div className="pad-4">
        {condition !== null && (
          <section className="protects" aria-label={t.protects(condition.identifier)}>
            <p className="meta">
              {condition.protects.length === 0
                ? t.protectsNothing(condition.identifier)
                : t.protects(condition.identifier)}
            </p>
            {condition.protects.map(({ id, identifier, statement }) => (
              <Entry key={id} margin={<Id>{identifier}</Id>}>
                <Statement of={statement} />
                <GoalStates goal={goals.get(id)} />
              </Entry>
            ))}
          </section>
        )}
        <Head level={3} className="mt-6 mb-2">
          {TEXT.citations.head}
        </Head>
        <Citations base={base} citations={citations} argument={argument} nodeHref={nodeHref} />
      </div>
    </aside>
  );
}
