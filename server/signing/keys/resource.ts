import type { KeyResource } from '@/core/policy/resources';
import type { Db } from '@/server/platform/database';
import { belongsToExample, otherAdministrators } from './repo';

/**
 * What decisions on a key are made of.
 *
 * @param key.relyingParty of a key that is to be enrolled; null for one of the worked example
 */
export async function keyResource(
  db: Db,
  key: { personId: string; orgId: string; relyingParty?: object | null },
): Promise<KeyResource> {
  const { personId, orgId } = key;
  const others = await otherAdministrators(db, orgId, personId);
  return {
    personId,
    orgId,
    holderIsSoleAdmin: others === 0,
    ofExample: await belongsToExample(db, { personId, orgId }),
    exampleKey: key.relyingParty === null,
  };
}

/** What a statement about a key is about. The name is for people; nothing is checked against it. */
export function keySubject(orgSlug: string, keyId: string): { name: string; sha256: string } {
  return { name: `signing key for ${orgSlug}`, sha256: keyId };
}
