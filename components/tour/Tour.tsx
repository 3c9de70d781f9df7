'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useActions } from '@/components/shell/useActions';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import type { TourProgress } from '@/server/tour/service';
import type { TourStep } from '@/server/tour/steps';
import { TEXT, tourWords } from './text';
import { useTour, useTourNote } from './useTour';

/**
 * The tour as a quiet bar under the top bar: one sentence, one place to go, one thing to find. It
 * goes along from page to page, and is put away for as long as one likes.
 */
export function Tour(props: {
  progress: TourProgress;
  onFound: (step: TourStep) => void;
  onHide: () => void;
}) {
  const { progress, onFound, onHide } = props;
  const { steps, found, orgSlugs } = progress;
  const [chosen, setChosen] = useState<number | null>(null);
  const next = steps.findIndex((one) => !found.includes(one));
  // Past the last step once everything was found.
  const at = chosen ?? (next === -1 ? steps.length : next);
  const step = steps[at];
  const go = (to: number) => setChosen(Math.min(Math.max(to, 0), steps.length));
  useActions([
    { id: 'tour.next', words: TEXT.next, section: TEXT.section, run: () => go(at + 1) },
    { id: 'tour.previous', words: TEXT.previous, section: TEXT.section, run: () => go(at - 1) },
    { id: 'tour.hide', words: TEXT.hideLong, section: TEXT.section, run: onHide },
  ]);
  const turn = (words: string, to: number, off: boolean) => (
    <button
      type="button"
      className={to < at ? 'turn back' : 'turn'}
      aria-label={words}
      disabled={off}
      onClick={() => go(to)}
    >
      <Icon name="onward" />
    </button>
  );
  return (
    <section className="tour" aria-label={TEXT.label}>
      <div className="where">
        {turn(TEXT.previous, at - 1, at === 0)}
        <b>{step === undefined ? TEXT.end : TEXT.step(at + 1, steps.length)}</b>
        {turn(TEXT.next, at + 1, step === undefined)}
      </div>
      {step === undefined ? (
        <p className="said">{TEXT.over}</p>
      ) : (
        <Step
          step={step}
          orgSlugs={orgSlugs}
          found={found.includes(step)}
          onFound={() => {
            onFound(step);
            go(at + 1);
          }}
        />
      )}
      <Button look="text" onClick={onHide}>
        {TEXT.hide}
      </Button>
    </section>
  );
}

function Step(props: {
  step: TourStep;
  orgSlugs: readonly string[];
  found: boolean;
  onFound: () => void;
}) {
  const { step, orgSlugs, found, onFound } = props;
  const { sentence, place, find } = tourWords(step, orgSlugs);
  return (
    <>
      <div className="said" aria-live="polite">
        <p>{sentence}</p>
        <p className="find">
          <Icon name={found ? 'pass' : 'search'} label={found ? TEXT.wasFound : undefined} />
          <Link href={place.href}>{place.words}</Link>
          <span>{TEXT.find(find)}</span>
        </p>
      </div>
      <Button onClick={onFound}>{TEXT.found}</Button>
    </>
  );
}

/** The tour of one of the example's people, kept with them; nothing while it is put away. */
export function LiveTour(props: { initial: TourProgress }) {
  const progress = useTour(props.initial);
  const note = useTourNote();
  if (progress.hidden) return null;
  return (
    <Tour
      progress={progress}
      onFound={(found) => note({ found })}
      onHide={() => note({ hidden: true })}
    />
  );
}
