'use client';

import type { ReactNode } from 'react';
import { useActions } from '@/components/shell/useActions';
import { ChangedClaims, type ChangedClaim } from './ChangedClaims';
import { TEXT } from './text';

export interface ReviewFrameProps {
  claims: ChangedClaim[];
  unchanged: number | null;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Absent for those who read and do not judge. */
  onViewed?: ((id: string, viewed: boolean) => void) | undefined;
  onRaise?: (() => void) | undefined;
  onCounterCase?: (() => void) | undefined;
  /** A {@link ClaimReview} of the selected claim. */
  claim: ReactNode;
  /** A {@link FindingsRail}. */
  findings: ReactNode;
}

/** The claim after one that was viewed: the next not viewed, from here on and round; else the next. */
export function nextToView(claims: ChangedClaim[], from: string | null): string | null {
  const at = claims.findIndex(({ id }) => id === from);
  const after = [...claims.slice(at + 1), ...claims.slice(0, Math.max(0, at))];
  return after.find(({ viewed }) => !viewed)?.id ?? after[0]?.id ?? null;
}

/** Three columns of a review: what changed, the claim, the findings. J K move, V views, N D raise. */
export function ReviewFrame(props: ReviewFrameProps) {
  const { claims, unchanged, selected, onSelect, onViewed, onRaise, onCounterCase } = props;
  const at = claims.findIndex(({ id }) => id === selected);
  const go = (index: number) => {
    const claim = claims[Math.min(claims.length - 1, Math.max(0, index))];
    if (claim) onSelect(claim.id);
  };
  function viewedNext() {
    if (selected === null || !onViewed) return;
    onViewed(selected, true);
    const next = nextToView(claims, selected);
    if (next !== null) onSelect(next);
  }
  const section = TEXT.section;
  useActions([
    {
      id: 'review.next',
      words: TEXT.actions.next,
      section,
      shortcut: 'j',
      keyOnly: true,
      run: () => go(at + 1),
    },
    {
      id: 'review.previous',
      words: TEXT.actions.previous,
      section,
      shortcut: 'k',
      keyOnly: true,
      run: () => go(at - 1),
    },
    ...(onViewed
      ? [
          {
            id: 'review.viewed',
            words: TEXT.actions.viewed,
            section,
            shortcut: 'v',
            run: viewedNext,
          },
        ]
      : []),
    ...(onRaise
      ? [
          {
            id: 'review.finding',
            words: TEXT.actions.finding,
            section,
            shortcut: 'n',
            run: onRaise,
          },
        ]
      : []),
    ...(onCounterCase
      ? [
          {
            id: 'review.counter-case',
            words: TEXT.actions.counterCase,
            section,
            shortcut: 'd',
            run: onCounterCase,
          },
        ]
      : []),
  ]);
  return (
    <div className="cols review">
      <ChangedClaims
        claims={claims}
        unchanged={unchanged}
        selected={selected}
        onSelect={onSelect}
        onViewed={onViewed}
        raises={onRaise !== undefined}
        doubts={onCounterCase !== undefined}
      />
      {props.claim ?? <p className="claim ink3">{TEXT.choose}</p>}
      {props.findings}
    </div>
  );
}
