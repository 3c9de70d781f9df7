import Link from 'next/link';
import { InForceStatus } from '@/components/status/InForce';
import { Digest } from '@/components/ui/Digest';
import { formatInstant } from '@/components/ui/dates';
import { ExampleMark } from './ExampleMark';
import { LabelTable, type LabelSection } from './LabelTable';
import { TEXT } from './text';

export interface LabelSheetProps {
  title: string;
  organisation: string;
  path: string;
  number: number;
  digest: string;
  base: string | null;
  example: boolean;
  /** Says that the label is a summary. */
  incomplete: string;
  sections: LabelSection[];
  inForce: boolean;
  onHold: boolean;
  suspended: boolean;
  failing: string[];
  computedAt: string;
}

/** More characters need smaller letters to stay on one sheet of A4. */
const DENSITIES = [
  { upTo: 2_400, density: 'wide' },
  { upTo: 4_200, density: 'close' },
  { upTo: 7_500, density: 'tight' },
] as const;
/** What one sheet takes at the smallest letters that can be read. */
const CAPACITY = 11_000;

/** The label of a release alone, made to be printed on one page and hung where the system is used. */
export function LabelSheet(props: LabelSheetProps) {
  const { title, organisation, path, number, digest, base, example, failing } = props;
  const href = `/r/${path}/${number}`;
  const { sections, left } = fitting(props.sections);
  return (
    <article className="doc labelsheet" data-density={densityOf(sections)}>
      <header className="masthead">
        <p className="crumbs">
          <span>{base ? TEXT.kind.supplementTo(base) : TEXT.kind.base}</span>
          <span>{TEXT.label.of(organisation, path, number)}</span>
        </p>
        <h1>{TEXT.label.title(title)}</h1>
        {example && <ExampleMark />}
        <p className="lead">{props.incomplete}</p>
        <p>
          <InForceStatus
            inForce={props.inForce}
            suspended={props.suspended}
            onHold={props.onHold}
            today
          />{' '}
          <span className="ink2">{failing.join(' ')}</span>
        </p>
      </header>
      <LabelTable sections={sections} />
      {left > 0 && <p className="meta">{TEXT.label.left(left)}</p>}
      <footer className="colophon">
        <Digest value={digest} length="full" />
        <p className="meta">
          {TEXT.label.printed(formatInstant(props.computedAt))} <Link href={href}>{href}</Link>
        </p>
        <p className="meta no-print">
          <Link href={href}>{TEXT.label.back}</Link>
        </p>
      </footer>
    </article>
  );
}

function lengthOf(sections: readonly LabelSection[]): number {
  return sections.flatMap(({ items }) => items).reduce((sum, item) => sum + itemLength(item), 0);
}

function itemLength({ text, note }: LabelSection['items'][number]): number {
  const words = typeof text === 'string' ? text.length : 200;
  // A line of its own takes room whatever it says.
  return words + (note?.length ?? 0) + 40;
}

function densityOf(sections: readonly LabelSection[]): string {
  const length = lengthOf(sections);
  return DENSITIES.find(({ upTo }) => length <= upTo)?.density ?? 'small';
}

/** What goes on one sheet; the rest is counted, never dropped unsaid. */
function fitting(sections: readonly LabelSection[]): { sections: LabelSection[]; left: number } {
  let room = CAPACITY;
  let left = 0;
  const kept = sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => {
      room -= itemLength(item);
      if (room >= 0) return true;
      left += 1;
      return false;
    }),
  }));
  return { sections: kept, left };
}
