import { newId } from '@/core/argument/ids';
import { record } from '@/server/audit/events';
import { assertPassword, hashPassword } from '@/server/auth/passwords';
import { isUniqueViolation, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { insertPerson } from './repo';

export interface NewPerson {
  name: string;
  email: string;
  /** Null for people of the worked example, who come in by links alone. */
  password: string | null;
  instanceAdmin: boolean;
  via: 'setup' | 'invitation' | 'example';
}

/** @throws AppError invalid about the password; conflict when the address has an account. */
export async function createPerson(
  tx: Tx,
  context: RequestContext,
  { name, email, password, instanceAdmin, via }: NewPerson,
): Promise<string> {
  if (password !== null) assertPassword(password, { email, name });
  const passwordHash = password === null ? null : await hashPassword(password);
  const id = newId();
  try {
    await insertPerson(tx, {
      id,
      email,
      name,
      passwordHash,
      instanceAdmin,
      example: via === 'example',
      createdAt: context.now(),
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'This address has an account. Sign in with it first.');
    throw error;
  }
  await record(tx, context, 'person.created', { personId: id, via }, { actorId: id });
  return id;
}
