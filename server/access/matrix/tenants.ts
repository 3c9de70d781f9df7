import type { ActorName } from './actors';
import type { Attempt } from './attempt';
import type { Cells, Trial } from './cells';
import type { Row } from './row';
import { absentThings, type ThingName, type Things } from './things';

/** Whoever holds a token is meant, wherever they belong. */
const ANYBODYS: ReadonlySet<ThingName> = new Set(['invitationToken']);

/**
 * Calls a row with one name after the other swapped: for that of the same thing in another tenant,
 * and for that of nothing. Whoever has no part in the other tenant must be refused both, in the same
 * words.
 *
 * @param asked names that the row's input is made from
 * @returns what told the two apart, in words
 */
export async function betrayals(
  cells: Cells,
  trial: Trial,
  { row, actor, asked }: { row: Row; actor: ActorName; asked: ReadonlySet<ThingName> },
  { own, foreign }: { own: Things; foreign: Things },
): Promise<string[]> {
  const found: string[] = [];
  const absent = absentThings();
  const swapped = (name: ThingName, by: string) =>
    cells.try(trial, row, actor, { ...own, [name]: by });
  for (const name of asked) {
    // Both tenants may call a thing the same; then its address differs by another name.
    if (ANYBODYS.has(name) || foreign[name] === own[name]) continue;
    const nowhere = await swapped(name, absent[name]);
    const elsewhere = await swapped(name, foreign[name]);
    if (elsewhere.outcome === 'ok') found.push(`${actor} reaches another tenant by ${name}`);
    else if (!isSame(nowhere, elsewhere))
      found.push(`${actor} by ${name}: ${words(elsewhere)} elsewhere, ${words(nowhere)} nowhere`);
  }
  return found;
}

/** The same for somebody without any part: the lab's own things are to them as things nowhere. */
export async function betrayalToStranger(
  cells: Cells,
  trial: Trial,
  { row, asked }: { row: Row; asked: ReadonlySet<ThingName> },
  own: Things,
): Promise<string[]> {
  const there = await cells.try(trial, row, 'stranger', own);
  if (there.outcome !== 'not-found') return [];
  const absent = absentThings();
  const nothing = Object.fromEntries([...asked].map((name) => [name, absent[name]]));
  const nowhere = await cells.try(trial, row, 'stranger', { ...own, ...nothing });
  return isSame(there, nowhere)
    ? []
    : [`stranger: ${words(there)} for what is there, ${words(nowhere)} for nothing`];
}

function isSame(a: Attempt, b: Attempt): boolean {
  return a.outcome === b.outcome && a.message === b.message;
}

function words({ outcome, message }: Attempt): string {
  return `${outcome} “${message}”`;
}
