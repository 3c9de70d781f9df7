import * as z from 'zod';
import { concatBytes, fromBase64, toBase64, toBase64Url, utf8 } from '@/core/snapshot/bytes';
import { sha256 } from '@/core/snapshot/hash';

/** in-toto statements travel as this type. */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';
/** The index of a bundle travels as this type. */
export const INDEX_TYPE = 'application/vnd.casewright.index+json';

/** DSSE envelope. People's assertions stand beside it, they are no DSSE signatures. */
export const envelopeSchema = z.strictObject({
  payloadType: z.string().min(1).max(200),
  /** Standard base64 of the exact payload bytes. */
  payload: z.string(),
  signatures: z
    .array(
      z.strictObject({
        /** SHA-256 of the raw public key, hex. */
        keyid: z.string().regex(/^[0-9a-f]{64}$/),
        /** Standard base64 of the Ed25519 signature over the pre-authentication encoding. */
        sig: z.string(),
      }),
    )
    .max(8),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/**
 * DSSE v1 pre-authentication encoding:
 * "DSSEv1" SP len(type) SP type SP len(body) SP body, lengths in bytes as ASCII decimals.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concatBytes(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** WebAuthn challenge of a statement: base64url(SHA-256(PAE)). The page that signs recomputes it. */
export function challengeOf(pae: Uint8Array): string {
  return toBase64Url(sha256(pae));
}

/** An envelope over payload bytes with the signatures given. */
export function envelopeOf(
  payloadType: string,
  payload: Uint8Array,
  signatures: { keyid: string; signature: Uint8Array }[],
): Envelope {
  return {
    payloadType,
    payload: toBase64(payload),
    signatures: signatures.map(({ keyid, signature }) => ({ keyid, sig: toBase64(signature) })),
  };
}

/** The payload bytes of an envelope and what was signed. @throws Refusal `bad-encoding` */
export function openEnvelope(envelope: Envelope): { payload: Uint8Array; pae: Uint8Array } {
  const payload = fromBase64(envelope.payload);
  return { payload, pae: preAuthEncoding(envelope.payloadType, payload) };
}
