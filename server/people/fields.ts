import { z } from 'zod';
import { PASSWORD_MAXIMUM } from '@/server/auth/passwords';
import { line } from '@/server/trpc/fields';

/** Bounds of what people say about themselves; the sentences are shown beside the fields. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'is longer than an address can be')
  .pipe(z.email('Write an e-mail address, such as name@example.org.'));

export const personName = line(120, 'Write your name.');

export const password = z
  .string()
  .min(1, 'Write a password.')
  .max(PASSWORD_MAXIMUM, `Use at most ${PASSWORD_MAXIMUM} characters.`);

/** 256 random bits, base64url. */
export const linkToken = z.string().min(1).max(100);
