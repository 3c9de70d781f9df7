import type { KeyResource } from '@/core/policy/resources';
import type { Db } from '@/server/platform/database';
import { otherAdministrators } from './repo';

/** What decisions on a key are made of. */
export async function keyResource(
  db: Db,
  key: { personId: string; orgId: string },
): Promise<KeyResource> {
  const others = await otherAdministrators(db, key.orgId, key.personId);
  return { ...key, holderIsSoleAdmin: others === 0 };
}

/** What a statement about a key is about. The name is for people; nothing is checked against it. */
export function keySubject(orgSlug: string, keyId: string): { name: string; sha256: string } {
  return { name: `signing key for ${orgSlug}`, sha256: keyId };
}
