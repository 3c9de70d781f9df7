import type { OutlineRow } from './outline';

/** A line of the outline with its number in the document. */
export interface NumberedRow {
  row: OutlineRow;
  /** "2.1.3" for a claim below the top claim; empty for all that is no claim, hangs elsewhere or very deep. */
  number: string;
  /** How many claims stand above it; 0 for the top claim. */
  level: number;
  /** A claim that is argued elsewhere: its number there, or its identifier where it has none. */
  arguedAt: string | null;
}

/** Claims deeper than this take no number: it would be longer than what it numbers. */
const MOST_LEVELS = 50;

interface Place {
  number: string;
  level: number;
  /** Number of the next claim below. */
  next: number;
  /** Whether the top claim is above it, or is it. */
  isMain: boolean;
}

/**
 * Numbers claims as chapters and sections. Strategies, contexts and solutions belong to the claim
 * above them and take no number, so that claims under several strategies of one claim count on.
 */
export function numberedRows(rows: readonly OutlineRow[]): NumberedRow[] {
  const path: Place[] = [];
  const argued = new Map<string, string>();
  return rows.map((row, at) => {
    const { node, depth } = row;
    path.length = depth;
    const above = path[depth - 1];
    const isClaim = row.role === 'support' && (node.kind === 'goal' || node.kind === 'away-goal');
    if (!isClaim && above !== undefined) {
      path[depth] = above;
      return { row, number: '', level: above.level, arguedAt: null };
    }
    const number = above?.isMain && above.level < MOST_LEVELS ? nextNumber(above) : '';
    const level = above === undefined ? 0 : above.level + 1;
    path[depth] = { number, level, next: 1, isMain: above?.isMain ?? (at === 0 && !row.parked) };
    const elsewhere = row.repeated ? (argued.get(node.id) ?? node.identifier) : null;
    if (!row.repeated) argued.set(node.id, number || node.identifier);
    return { row, number, level, arguedAt: elsewhere };
  });
}

function nextNumber(above: Place): string {
  const number = above.number === '' ? String(above.next) : `${above.number}.${above.next}`;
  above.next += 1;
  return number;
}
