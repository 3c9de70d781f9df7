'use client';

import { useState, type SubmitEvent } from 'react';
import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { RadioOptions } from '@/components/ui/RadioOptions';
import { Statement } from '@/components/ui/Statement';
import type { BaseGoal, BaseInterface } from '@/core/supplement/baseInterface';
import { citeGoal } from '@/core/supplement/contractEdits';
import { ParentSelect, parentsIn } from './ParentSelect';
import { TEXT } from './text';

const t = TEXT.citations;

/** What nobody claims stays in sight and comes last. */
function claimedFirst(goals: readonly BaseGoal[]): BaseGoal[] {
  return goals.toSorted((a, b) => Number(a.notClaimed) - Number(b.notClaimed));
}

/** Chooses a public goal of the base and the own claim below which it is cited. */
export function CiteGoal(props: { base: BaseInterface; argument: Argument; onClose: () => void }) {
  const { base, argument, onClose } = props;
  const { structure, origin, undo } = useSource();
  const parents = parentsIn(argument, ['goal', 'strategy']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [parent, setParent] = useState(parents[0]?.id ?? '');
  const goal = base.goals.find(({ id }) => id === chosen);
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!goal) return;
    undo.stopCapturing();
    citeGoal(structure, base, { goal, parent }, origin);
    onClose();
  }
  const impossible = base.goals.length === 0 ? t.noGoals : parents.length === 0 ? t.nowhere : null;
  return (
    <Dialog open wide onClose={onClose} title={t.citeTitle} description={t.citeLead}>
      {impossible !== null ? (
        <p className="stmt">{impossible}</p>
      ) : (
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <RadioOptions
            legend={t.goal}
            value={chosen}
            onChange={setChosen}
            options={claimedFirst(base.goals).map(
              ({ id, identifier, statement, notClaimed, reach }) => ({
                value: id,
                words: identifier,
                disabled: notClaimed,
                note: (
                  <>
                    <Statement as="span" size="small" of={statement} />{' '}
                    <span className="meta">
                      {notClaimed ? t.notes['not-claimed'] : reach && TEXT.base.reach[reach]}
                    </span>
                  </>
                ),
              }),
            )}
          />
          <ParentSelect label={t.below} parents={parents} value={parent} onChange={setParent} />
          <div className="acts">
            <Button type="submit" look="main" disabled={!goal}>
              {t.act}
            </Button>
            <Button look="text" onClick={onClose}>
              {t.cancel}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
