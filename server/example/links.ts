import { signInLink } from '@/server/people/signInLink';
import type { Dependencies } from '@/server/platform/dependencies';
import { ORGANISATIONS, PEOPLE, PERSON_NAMES } from './cast';
import { examplePeople } from './repo';

/**
 * What the start says of the example: who is in it, what they do, and a fresh link that signs each of
 * them in, once, within a day.
 */
export async function exampleLinks(deps: Dependencies): Promise<string[]> {
  const ids = await examplePeople(deps.database.prisma);
  const people = PERSON_NAMES.map((who) => PEOPLE[who]);
  const width = (words: readonly string[]) => Math.max(...words.map(({ length }) => length));
  const places = people.map(({ org }) => ORGANISATIONS[org].name);
  const [names, orgs, does] = [
    width(people.map(({ name }) => name)),
    width(places),
    width(people.map((person) => person.does)),
  ];
  const lines: string[] = [];
  for (const [at, person] of people.entries()) {
    const personId = ids.get(person.email);
    if (personId === undefined) continue;
    const place = places[at] ?? '';
    lines.push(
      `  ${person.name.padEnd(names)}  ${place.padEnd(orgs)}  ${person.does.padEnd(does)}  ${await signInLink(deps, personId)}`,
    );
  }
  if (lines.length === 0) return [];
  return [
    'The worked example: its signatures are examples, and nothing in it is ever in force.',
    'Each link signs one person in, once, within a day. Begin as Dr Helen Marsh: a tour waits for her.',
    ...lines,
  ];
}
