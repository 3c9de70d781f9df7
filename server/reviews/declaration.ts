import { z } from 'zod';

const affirmed = (sentence: string) => z.literal(true, { error: sentence });

/**
 * An assessor's declaration of independence (Frontier AI Auditing; GPAI Code definition of
 * "independent external"). Each point is affirmed or nothing is declared; published with the review.
 */
export const declarationSchema = z.strictObject({
  noFinancialDependence: affirmed('Declare that you have no financial dependence on the owner.'),
  noOperationalDependence: affirmed(
    'Declare that you have no operational dependence on the owner.',
  ),
  noManagementDependence: affirmed('Declare that the owner does not manage you.'),
  freeJudgement: affirmed('Declare that nobody directs your judgement.'),
  conflictPolicy: affirmed('Declare that your organisation has a policy on conflicts of interest.'),
  /** Anything a reader should know besides, in the assessor's words. */
  text: z.string().trim().max(4_000),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** Reads a stored declaration. @throws ZodError when the row holds none */
export function readDeclaration(stored: unknown): Declaration {
  return declarationSchema.parse(stored);
}

/** The declaration as it stands in the signed review. */
export function declarationInWords({ text }: Declaration): string {
  const affirmed =
    'I have no financial dependence on the owner. I have no operational dependence on the owner. ' +
    'The owner does not manage me. Nobody directs my judgement. My organisation has a policy on ' +
    'conflicts of interest.';
  return text === '' ? affirmed : `${affirmed} ${text}`;
}
