import Link from 'next/link';
import { SupplementTable } from '@/components/release/SupplementTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Title } from '@/components/ui/Title';
import type { SupplementLine } from '@/server/publication/supplements';
import { PUBLIC_TEXT } from './publicText';

const TEXT = PUBLIC_TEXT.supplements;

/** Everything that builds on one release. Works without JavaScript. */
export function SupplementList(props: {
  base: { title: string; path: string; number: number };
  lines: readonly SupplementLine[];
  truncated: boolean;
}) {
  const { base, lines, truncated } = props;
  const count = (keep: (line: SupplementLine) => boolean) => lines.filter(keep).length;
  return (
    <div className="doc">
      <div className="masthead">
        <p className="crumbs">
          <Link href={`/r/${base.path}/${base.number}`}>{TEXT.back}</Link>
        </p>
        <Title>{TEXT.title(base.title)}</Title>
        <p className="lead">{TEXT.lead(base.path, base.number)}</p>
      </div>
      {lines.length === 0 ? (
        <EmptyState sentence={TEXT.none} />
      ) : (
        <>
          <p className="meta mb-2">
            {TEXT.counts(
              lines.length,
              count(({ inForce }) => inForce),
              count(({ onHold }) => onHold),
            )}
          </p>
          <SupplementTable lines={lines} />
        </>
      )}
      {truncated && <p className="meta mt-2">{TEXT.truncated}</p>}
    </div>
  );
}
