import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Redaction } from '@/components/ui/Redaction';
import { Statement } from '@/components/ui/Statement';
import type { StatementSegment } from '@/components/ui/statementSegments';
import { cx } from '@/components/ui/cx';
import { TEXT } from './text';

export type OutlineEntry =
  | {
      kind: 'node';
      /** Distance from the root, 0 for the root. */
      depth: number;
      identifier: string;
      statement: string | StatementSegment[];
      /** Grey words behind it, from {@link nodeNotes}. */
      notes: string[];
      /** Not claimed: shown pale. */
      pale?: boolean | undefined;
      /** Of another module, which is only read here. */
      cited?: boolean | undefined;
    }
  | {
      kind: 'withheld';
      depth: number;
      reasonClass: string;
      count: number;
      reason: string;
      cited?: boolean | undefined;
    };

const DEEPEST_INDENT = 6;

/** Where a node stands in the page; ids of HTML may hold any character but a space. */
export function nodeAnchor(identifier: string): string {
  return `node-${identifier.replace(/\s+/g, '-')}`;
}

function OutlineLine(props: { entry: OutlineEntry }) {
  const { entry } = props;
  const depth = `d${Math.min(entry.depth, DEEPEST_INDENT)}`;
  if (entry.kind === 'withheld') {
    return (
      <li className={cx('entry', depth, entry.cited && 'cited')}>
        <span className="id ink3">{TEXT.argument.withheld}</span>
        <div>
          <Redaction {...entry} />
        </div>
      </li>
    );
  }
  const anchor = nodeAnchor(entry.identifier);
  return (
    <li className={cx('entry', depth, entry.pale && 'off', entry.cited && 'cited')} id={anchor}>
      <Id href={`#${anchor}`}>{entry.identifier}</Id>
      <div>
        <Statement of={entry.statement}>
          {entry.notes.length > 0 && <span className="note"> {entry.notes.join(', ')}</span>}
        </Statement>
      </div>
    </li>
  );
}

type Run =
  | { kind: 'open'; entries: OutlineEntry[] }
  | { kind: 'folded'; under: string; depth: number; entries: OutlineEntry[] };

/** Splits the outline into lines that stand open and branches that are folded under a node. */
export function foldOutline(entries: OutlineEntry[], openDepth: number): Run[] {
  const runs: Run[] = [];
  let under = '';
  for (const entry of entries) {
    const kind = entry.depth > openDepth ? 'folded' : 'open';
    const last = runs[runs.length - 1];
    if (last?.kind === kind) last.entries.push(entry);
    else if (kind === 'open') runs.push({ kind, entries: [entry] });
    else runs.push({ kind, under, depth: openDepth + 1, entries: [entry] });
    if (kind === 'open' && entry.kind === 'node') under = entry.identifier;
  }
  return runs;
}

/**
 * The argument to read: ids hang in the margin, depth is indent, branches below `openDepth` fold
 * and list their ids. Needs no JavaScript.
 */
export function ArgumentOutline(props: {
  entries: OutlineEntry[];
  openDepth?: number | undefined;
}) {
  const runs = foldOutline(props.entries, props.openDepth ?? 3);
  return (
    <div className="arg">
      {runs.map((run, index) =>
        run.kind === 'open' ? (
          <ul key={index}>
            {run.entries.map((entry, line) => (
              <OutlineLine key={line} entry={entry} />
            ))}
          </ul>
        ) : (
          <details key={index}>
            <summary className={`d${Math.min(run.depth, DEEPEST_INDENT)}`}>
              <span className="meta">
                <Icon name="onward" />
              </span>
              <span>
                {TEXT.argument.folded(run.entries.length, run.under)}
                <span className="ids">
                  {run.entries
                    .map((entry) =>
                      entry.kind === 'node' ? entry.identifier : TEXT.argument.withheld,
                    )
                    .join(' ')}
                </span>
              </span>
            </summary>
            <ul>
              {run.entries.map((entry, line) => (
                <OutlineLine key={line} entry={entry} />
              ))}
            </ul>
          </details>
        ),
      )}
    </div>
  );
}
