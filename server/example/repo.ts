import { lockSetup } from '@/server/people/repo';
import type { Db, Tx } from '@/server/platform/database';

/** Whether there is nobody yet. Of two starts at once one makes the example. */
export async function beginMaking(tx: Tx): Promise<boolean> {
  await lockSetup(tx);
  return (await tx.person.findFirst({ select: { id: true } })) === null;
}

/** Ids of the people of the example, by address. */
export async function examplePeople(db: Db): Promise<Map<string, string>> {
  const rows = await db.person.findMany({
    where: { example: true },
    select: { id: true, email: true },
  });
  return new Map(rows.map(({ id, email }) => [email, id]));
}
