'use client';

import { Tick } from '@/components/ui/Checkbox';
import { cx } from '@/components/ui/cx';
import { Id } from '@/components/ui/Id';
import { Kbd, Keys } from '@/components/ui/Kbd';
import { Head } from '@/components/ui/Title';
import { TEXT } from './text';

export interface ChangedClaim {
  id: string;
  identifier: string;
  change: keyof typeof TEXT.changes;
  statement: string;
  viewed: boolean;
}

/** Changed claims first, with the assessor's own viewed ticks. */
export function ChangedClaims(props: {
  claims: ChangedClaim[];
  /** How many did not change; null in a first review, where all are listed. */
  unchanged: number | null;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Absent for those who read and do not judge: they have no ticks. */
  onViewed?: ((id: string, viewed: boolean) => void) | undefined;
  /** Acts whose keys are hinted at. */
  raises?: boolean | undefined;
  doubts?: boolean | undefined;
}) {
  const { claims, unchanged, selected, onSelect, onViewed, raises, doubts } = props;
  const viewed = claims.filter((claim) => claim.viewed).length;
  return (
    <aside className="rail stack" aria-label={TEXT.changed}>
      <div className="railhead">
        <Head count={claims.length}>{TEXT.changed}</Head>
        {onViewed && <span className="meta">{TEXT.progress(viewed, claims.length - viewed)}</span>}
      </div>
      <ul>
        {claims.map((claim) => (
          <li
            key={claim.id}
            className={cx('chg', claim.id === selected && 'on', claim.viewed && 'seen')}
          >
            {onViewed ? (
              <Tick
                label={TEXT.tick(claim.identifier)}
                checked={claim.viewed}
                onChange={(event) => onViewed(claim.id, event.target.checked)}
              />
            ) : (
              <span />
            )}
            <button
              type="button"
              aria-current={claim.id === selected ? 'true' : undefined}
              onClick={() => onSelect(claim.id)}
            >
              <Id>{claim.identifier}</Id>
              <span className="meta">{TEXT.changes[claim.change]}</span>
              <span className="t">{claim.statement}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="meta remark">{unchanged === null ? TEXT.allNew : TEXT.unchanged(unchanged)}</p>
      <p className="meta foot">
        <span>
          <Keys keys={['j', 'k']} /> {TEXT.keys.move}
        </span>
        {onViewed && (
          <span>
            <Kbd keys="v" /> {TEXT.keys.viewed}
          </span>
        )}
        {raises && (
          <span>
            <Kbd keys="n" /> {TEXT.keys.finding}
          </span>
        )}
        {doubts && (
          <span>
            <Kbd keys="d" /> {TEXT.keys.doubt}
          </span>
        )}
      </p>
    </aside>
  );
}
