import type { Id, NodeKind } from './document';

/** A record id in its only spelling. */
export const ID_PATTERN = /^[0-9a-f]{32}$/;

/** Makes record ids. Passed in where a test needs the same ids twice. */
export type IdSource = () => Id;

/** A random 128-bit id as 32 lower-case hex digits, from the platform's secure random source. */
export function newId(): Id {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
    id += byte.toString(16).padStart(2, '0');
  }
  return id;
}

/** Whether a value is a record id in its only spelling. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

/** An id source that counts: for tests and for documentation examples, never for a real case. */
export function countingIds(start = 1): IdSource {
  let next = start;
  return () => (next++).toString(16).padStart(32, '0');
}

/** What people write before the number, by kind (GSN 1:2.1.2 leaves the spelling free). */
const PREFIX: Record<
  NodeKind | 'condition' | 'defeater' | 'outcome' | 'indicator' | 'claim-point',
  string
> = {
  goal: 'G',
  strategy: 'S',
  solution: 'Sn',
  context: 'C',
  assumption: 'A',
  justification: 'J',
  'away-goal': 'AG',
  'away-solution': 'ASn',
  'away-context': 'AC',
  'away-assumption': 'AA',
  'away-justification': 'AJ',
  module: 'M',
  contract: 'CT',
  condition: 'COU-',
  defeater: 'D',
  outcome: 'O',
  indicator: 'SPI-',
  'claim-point': 'ACP',
};
export type NumberedKind = keyof typeof PREFIX;

/** Kinds whose numbers are padded so that a printed list sorts: COU-03. */
const WIDTH: Partial<Record<NumberedKind, number>> = { condition: 2 };

/**
 * The next free identifier of a kind: G5, COU-13.
 *
 * @param used identifiers already taken in the module
 * @param beside an identifier whose numbering is continued when it can be: beside `S1.1` comes
 *   `S1.2`, beside `HC4a` comes `HC4b`, beside `HS-C2` comes `HS-C3`
 */
export function nextIdentifier(
  kind: NumberedKind,
  used: Iterable<string>,
  beside?: string,
): string {
  const taken = new Set(used);
  const lettered = beside === undefined ? null : /^(.*\d)([a-z])$/.exec(beside);
  if (lettered) {
    const [, stem = '', letter = 'a'] = lettered;
    for (let code = letter.charCodeAt(0) + 1; code <= 'z'.charCodeAt(0); code += 1) {
      const candidate = stem + String.fromCharCode(code);
      if (!taken.has(candidate)) return candidate;
    }
  }
  const numbered = beside === undefined ? null : /^(.*?)(\d{1,6})$/.exec(beside);
  const stem = numbered?.[1] ?? PREFIX[kind];
  const width = numbered ? numberWidth(numbered[2] ?? '') : (WIDTH[kind] ?? 1);
  let highest = 0;
  for (const identifier of taken) {
    const rest = identifier.startsWith(stem) ? identifier.slice(stem.length) : '';
    if (/^\d{1,6}$/.test(rest)) highest = Math.max(highest, Number(rest));
  }
  return stem + String(highest + 1).padStart(width, '0');
}

/**
 * Gives one identifier after the other: {@link nextIdentifier} of each, in one pass over all.
 *
 * @param used identifiers already taken in the module
 */
export function identifierCounter(used: readonly string[] = []): (kind: NumberedKind) => string {
  const counts = new Map<string, number>();
  return (kind) => {
    const stem = PREFIX[kind];
    const last = counts.get(stem) ?? Number(nextIdentifier(kind, used).slice(stem.length)) - 1;
    const count = last + 1;
    counts.set(stem, count);
    return stem + String(count).padStart(WIDTH[kind] ?? 1, '0');
  };
}

function numberWidth(digits: string): number {
  return digits.startsWith('0') ? digits.length : 1;
}
