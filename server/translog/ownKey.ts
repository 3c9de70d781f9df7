import { type InstanceKey, instanceKey } from '@/core/attest/instanceKey';
import { fromHex } from '@/core/snapshot/bytes';
import type { Dependencies } from '@/server/platform/dependencies';

/** The key under which this instance signs; its name is the log's origin, the public host. */
export function ownKey(deps: Pick<Dependencies, 'env' | 'secrets'>): InstanceKey {
  return instanceKey(new URL(deps.env.publicUrl).host, fromHex(deps.secrets.signingKey));
}
