import type { ActionOn } from '@/core/policy/rules';
import type { RateLimitName } from '@/server/platform/rateLimit';

interface Scope {
  /** Lets people, and those who search for leaked secrets, see what it is. */
  prefix: string;
  create: ActionOn<'case'>;
  /** To see such tokens, and to revoke them. */
  manage: ActionOn<'case'>;
  /** What each call of such a token is counted under. */
  budget: RateLimitName;
}

/** What a token can be good for, each on one case. */
export const TOKEN_SCOPES = {
  /** Readings, and what was read of them. */
  'readings:write': {
    prefix: 'cwr_',
    create: 'token.create',
    manage: 'token.manage',
    budget: 'reading',
  },
  /** Registering files of evidence. */
  'evidence:write': {
    prefix: 'cwe_',
    create: 'evidenceToken.create',
    manage: 'evidenceToken.manage',
    budget: 'upload',
  },
} as const satisfies Record<string, Scope>;

export type TokenScope = keyof typeof TOKEN_SCOPES;

export const TOKEN_SCOPE_NAMES = [
  'readings:write',
  'evidence:write',
] as const satisfies readonly TokenScope[];
