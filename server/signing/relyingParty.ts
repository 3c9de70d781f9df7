import type { Dependencies } from '@/server/platform/dependencies';

/** Where this instance's passkeys may be used. */
export function ownRelyingParty(deps: Pick<Dependencies, 'env'>): { id: string; origin: string } {
  const { hostname, origin } = new URL(deps.env.publicUrl);
  return { id: hostname, origin };
}
