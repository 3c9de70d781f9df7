'use client';

import type { ReactNode } from 'react';
import { JUDGEMENTS, type Judgement } from '@/components/status/looks';
import { Button } from '@/components/ui/Button';
import { Entry } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { Id } from '@/components/ui/Id';
import { Segmented } from '@/components/ui/Segmented';
import { Head, Meta } from '@/components/ui/Title';
import type { DiffRun } from '@/core/diff/diffRuns';
import { DiffText } from './DiffText';
import { TEXT } from './text';

const CHANGE_VIEWS = ['words', 'side-by-side', 'diagram'] as const;
export type ChangeView = (typeof CHANGE_VIEWS)[number];

interface JudgementProps {
  value: Judgement | null;
  note: string;
  /** Absent once the report is signed. */
  onChange?: ((value: Judgement, note: string) => void) | undefined;
  onNote?: ((note: string) => void) | undefined;
  /** "Yuki Tanabe has judged; shown after you submit." */
  others?: ReactNode;
}

export interface ClaimReviewProps {
  identifier: string;
  /** Behind the identifier: "goal under HC1". */
  where: ReactNode;
  statement: DiffRun[];
  view: ChangeView;
  onView: (view: ChangeView) => void;
  /** The claim in the diagram, shown for view "diagram". Without it the view is not offered. */
  diagram?: ReactNode;
  /** Criterion, evidence, assumption, changed by: head in the margin, content as given. */
  parts: { head: string; content: ReactNode }[];
  /** Null for those who read and do not judge. */
  judgement: JudgementProps | null;
  onViewedNext?: (() => void) | undefined;
  onRaise?: (() => void) | undefined;
  onCounterCase?: (() => void) | undefined;
  /** Under the acts: a finding form, the discussion. */
  children?: ReactNode;
}

function Change(props: Pick<ClaimReviewProps, 'statement' | 'view' | 'diagram'>) {
  const { statement, view, diagram } = props;
  if (view === 'diagram' && diagram) return <div className="focus">{diagram}</div>;
  if (view === 'side-by-side') {
    return (
      <div className="sides">
        <div>
          <Meta as="p">{TEXT.before}</Meta>
          <p className="stmt big">
            <DiffText runs={statement} side="before" />
          </p>
        </div>
        <div>
          <Meta as="p">{TEXT.after}</Meta>
          <p className="stmt big">
            <DiffText runs={statement} side="after" />
          </p>
        </div>
      </div>
    );
  }
  return (
    <p className="stmt huge focus">
      <DiffText runs={statement} />
    </p>
  );
}

function JudgementForm(props: JudgementProps) {
  const { value, note, onChange, onNote, others } = props;
  return (
    <section className="judge">
      <Head>{TEXT.judgement}</Head>
      <div className="choice">
        <Segmented
          legend={TEXT.judgement}
          value={value}
          disabled={!onChange}
          options={JUDGEMENTS.map((judgement) => ({
            value: judgement,
            words: TEXT.judgements[judgement],
          }))}
          onChange={(next) => onChange?.(next, note)}
        />
        {others && <span className="meta">{others}</span>}
      </div>
      <TextArea
        label={TEXT.note}
        silentLabel
        voice="serif"
        placeholder={TEXT.notePlaceholder}
        value={note}
        readOnly={!onNote}
        onChange={(event) => onNote?.(event.target.value)}
      />
    </section>
  );
}

/** The claim under review: its change, what it rests on, the assessor's private judgement, the acts. */
export function ClaimReview(props: ClaimReviewProps) {
  const { identifier, where, view, onView, diagram, parts, judgement } = props;
  const { onViewedNext, onRaise, onCounterCase, children } = props;
  const views = CHANGE_VIEWS.filter((name) => name !== 'diagram' || diagram !== undefined);
  return (
    <section className="claim" aria-label={identifier} tabIndex={-1}>
      <div className="measure">
        <div className="where">
          <span className="meta">
            <Id className="mr-2">{identifier}</Id>
            {where}
          </span>
          <Segmented
            legend={TEXT.views.label}
            value={view}
            onChange={onView}
            options={views.map((name) => ({ value: name, words: TEXT.views[name] }))}
          />
        </div>
        <Change {...props} />
        <div className="parts">
          {parts.map(({ head, content }) => (
            <Entry key={head} margin={<span className="meta">{head}</span>}>
              {content}
            </Entry>
          ))}
        </div>
        {judgement && <JudgementForm {...judgement} />}
        <div className="acts">
          {onViewedNext && (
            <Button look="main" keys="v" onClick={onViewedNext}>
              {TEXT.viewedNext}
            </Button>
          )}
          {onRaise && <Button onClick={onRaise}>{TEXT.raise}</Button>}
          {onCounterCase && <Button onClick={onCounterCase}>{TEXT.counterCase}</Button>}
        </div>
        {children}
      </div>
    </section>
  );
}
