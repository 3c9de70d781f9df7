import type { EngagementRole } from '@/core/workflow/engagement';
import type { CaseAccess } from '@/server/access/access';
import type { ListedEngagement } from './service';

export interface EngagementView {
  id: string;
  personId: string;
  name: string;
  /** For those who manage engagements, and for the holder. */
  email: string | null;
  organisation: { slug: string; name: string };
  role: EngagementRole;
  state: 'active' | 'closed';
  openedAt: string;
  closedAt: string | null;
  closedReason: string | null;
  mayClose: boolean;
}

export function presentEngagements(seen: {
  access: CaseAccess;
  mayOpen: boolean;
  engagements: ListedEngagement[];
}): { mayOpen: boolean; engagements: EngagementView[] } {
  const { access, mayOpen, engagements } = seen;
  return {
    mayOpen,
    engagements: engagements.map((row) => ({
      id: row.id,
      personId: row.personId,
      name: row.name,
      email: mayOpen || row.personId === access.actor.personId ? row.email : null,
      organisation: { slug: row.orgSlug, name: row.orgName },
      role: row.role,
      state: row.state,
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      closedReason: row.closedReason,
      mayClose: row.mayClose,
    })),
  };
}
