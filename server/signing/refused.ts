import { Refusal } from '@/core/snapshot/refusal';
import { AppError } from '@/server/platform/errors';

/** Turns what the attestation code refuses into words for the person who signs. */
export async function refusing<T>(check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('invalid', error.message);
    throw error;
  }
}
