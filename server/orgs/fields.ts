import { z } from 'zod';
import { ORG_KINDS, ORG_ROLES } from '@/core/policy/actor';
import { line, newSlug } from '@/server/trpc/fields';

export const newOrganisation = z.object({
  name: line(120, 'Write the organisation’s name.'),
  slug: newSlug,
  kind: z.enum(ORG_KINDS),
});

/** At least one role, each once, in the order of the list of roles. */
export const roles = z
  .array(z.enum(ORG_ROLES))
  .min(1, 'Choose at least one role.')
  .max(ORG_ROLES.length)
  .transform((given) => ORG_ROLES.filter((role) => given.includes(role)));
