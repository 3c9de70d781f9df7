import { hash, verify, type Options } from '@node-rs/argon2';
import { AppError } from '@/server/platform/errors';

/** OWASP's second recommended Argon2id setting: 19 MiB, 2 passes, 1 lane. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 };

export const PASSWORD_MINIMUM = 12;
export const PASSWORD_MAXIMUM = 128;

/** Verified against when there is no account, so that the answer takes as long. */
let dummy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash('no account has this password', OPTIONS);
  const matches = await verify(stored ?? (await dummy), password);
  return stored !== null && matches;
}

/** @throws AppError invalid with what is wrong about the password. */
export function assertPassword(password: string, about: { email: string; name: string }): void {
  if (password.length < PASSWORD_MINIMUM)
    throw new AppError('invalid', `Use at least ${PASSWORD_MINIMUM} characters.`, 'password');
  if (password.length > PASSWORD_MAXIMUM)
    throw new AppError('invalid', `Use at most ${PASSWORD_MAXIMUM} characters.`, 'password');
  const lower = password.toLowerCase();
  const local = about.email.split('@')[0] ?? '';
  if (local.length > 3 && lower.includes(local.toLowerCase()))
    throw new AppError('invalid', 'The password must not contain your address.', 'password');
  if (new Set(lower).size < 5)
    throw new AppError('invalid', 'Use more than four different characters.', 'password');
}
