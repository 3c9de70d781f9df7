import { issueToken } from '@/server/auth/tokens';
import type { Dependencies } from '@/server/platform/dependencies';

/**
 * The link for the first administrator, while there is nobody. Each start makes a fresh one; links
 * printed earlier stay good until one is used.
 */
export async function setupLink(deps: Dependencies): Promise<string | null> {
  const { prisma } = deps.database;
  if ((await prisma.person.count()) > 0) return null;
  const token = await issueToken(prisma, 'setup', deps.now());
  return `${deps.env.publicUrl}/setup/${token}`;
}
