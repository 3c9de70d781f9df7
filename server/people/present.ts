import type { PasskeyRow } from '@/server/auth/passkeys';
import type { SessionRow } from './repo';

export interface SessionView {
  id: string;
  /** password, passkey, setup or invitation. */
  method: string;
  userAgent: string;
  address: string;
  startedAt: string;
  lastSeenAt: string;
  endsAt: string;
  /** The one that asks. */
  current: boolean;
}

export function presentSession(row: SessionRow & { current: boolean }): SessionView {
  const { id, method, userAgent, address, current } = row;
  return {
    id,
    method,
    userAgent,
    address,
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    endsAt: row.expiresAt.toISOString(),
    current,
  };
}

export interface PasskeyView {
  id: string;
  name: string;
  addedAt: string;
  lastUsedAt: string | null;
  /** Kept by a provider that copies it to other devices. */
  backedUp: boolean;
}

export function presentPasskey(row: PasskeyRow): PasskeyView {
  return {
    id: row.id,
    name: row.name,
    addedAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    backedUp: row.backedUp,
  };
}
