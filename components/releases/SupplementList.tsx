import Link from 'next/link';
import { SupplementTable } from '@/components/release/SupplementTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Title } from '@/components/ui/Title';
import type { SupplementList as List } from '@/server/publication/supplements';
import { PUBLIC_TEXT } from './publicText';

const TEXT = PUBLIC_TEXT.supplements;

/** Everything that builds on one release, a page at a time. Works without JavaScript. */
export function SupplementList(props: { list: List }) {
  const { base, lines, total, inForce, onHold, truncated } = props.list;
  return (
    <div className="doc">
      <div className="masthead">
        <p className="crumbs">
          <Link href={`/r/${base.path}/${base.number}`}>{TEXT.back}</Link>
        </p>
        <Title>{TEXT.title(base.title)}</Title>
        <p className="lead">{TEXT.lead(base.path, base.number)}</p>
      </div>
      {total === 0 ? (
        <EmptyState sentence={TEXT.none} />
      ) : (
        <>
          <p className="meta mb-2">{TEXT.counts(total, inForce, onHold)}</p>
          <SupplementTable lines={lines} />
          <Pages list={props.list} />
        </>
      )}
      {truncated && <p className="meta mt-2">{TEXT.truncated}</p>}
    </div>
  );
}

function Pages({ list }: { list: List }) {
  const { base, page, pages } = list;
  if (pages === 1) return null;
  const to = (other: number) => `/r/${base.path}/${base.number}/supplements?page=${other}`;
  return (
    <nav className="flex gap-4 mt-4 mb-10" aria-label={TEXT.pages}>
      {page > 1 && <Link href={to(page - 1)}>{TEXT.earlier}</Link>}
      <span className="meta">{TEXT.page(page, pages)}</span>
      {page < pages && <Link href={to(page + 1)}>{TEXT.later}</Link>}
    </nav>
  );
}
