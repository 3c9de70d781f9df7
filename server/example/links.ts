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
  const lines: string[] = [];
  for (const who of PERSON_NAMES) {
    const { name, email, org, does } = PEOPLE[who];
    const personId = ids.get(email);
    if (personId === undefined) continue;
    lines.push(`  ${name}, ${ORGANISATIONS[org].name}: ${does}`);
    lines.push(`    ${await signInLink(deps, personId)}`);
  }
  if (lines.length === 0) return [];
  return [
    'The worked example: its signatures are examples, and nothing in it is ever in force.',
    'A link signs one person in, once, within a day. Begin as Dr Helen Marsh: a tour waits for her.',
    ...lines,
  ];
}
