import { z } from 'zod';

/** A record id: 32 lower-case hex digits. */
export const id = z.string().regex(/^[0-9a-f]{32}$/, 'is not an id');

/** What stands in addresses for an organisation or a case: meridian, larch-2-scheming. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, 'Use at least 2 characters.')
  .max(60, 'Use at most 60 characters.')
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'Use lower-case letters, digits and single hyphens between them.',
  );

/** Words that addresses use themselves. */
const RESERVED = new Set(['new', 'api', 'admin', 'log', 'verify', 'registry', 'casewright']);

export const newSlug = slug.refine((value) => !RESERVED.has(value), 'is taken by the site itself');

/** One line of a title or name, without control characters and direction overrides. */
export const line = (max: number, needed: string) =>
  z
    .string()
    .trim()
    .min(1, needed)
    .max(max, `Use at most ${max} characters.`)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'holds characters that can’t be shown');

/** How pages and calls address a case. */
export const caseAddress = { orgSlug: slug, caseSlug: slug };
