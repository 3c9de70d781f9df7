import * as z from 'zod';
import { toBase64, toHex, fromUtf8, utf8 } from '@/core/snapshot/bytes';
import { contentDigest } from '@/core/snapshot/digest';
import { leafHash, NO_SALT, sha256, sha256Hex } from '@/core/snapshot/hash';
import { manifestSchema } from '@/core/snapshot/manifest';
import { releaseRecord } from '@/core/snapshot/records';
import { recordsOf } from '@/core/snapshot/recordsOf';
import { SAMPLE_ARTEFACT, sampleDocument, sampleFacts } from '@/core/snapshot/testing/sampleCase';
import { viewSchema } from '@/core/snapshot/view';
import { directorySchema, indexSchema, keysSchema, proofsSchema, readBundle } from '../bundle';
import { readZip } from '../zip';
import { openEnvelope } from '../dsse';
import { logLeafSchema } from '../leaf';
import { consistencyProof, inclusionProof, merkleRoot } from '../merkle';
import { signedStatementSchema } from '../signedStatement';
import { prepared, statementSchema } from '../statements';
import { sampleBundle, sampleRelease } from './sampleBundle';

/** Secret of the sample release; a real one never leaves its server. */
const SECRET = sha256(utf8('casewright sample release secret'));

/** Every generated file of docs/spec, by path there. */
export function specFiles(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([
    ['vectors/full.casewright.zip', sampleBundle('full')],
    ['vectors/redacted.casewright.zip', sampleBundle('redacted')],
    ['vectors/release.json', json(releaseVector())],
    ['vectors/merkle.json', json(merkleVectors())],
    ['vectors/statements.json', json(statementVectors())],
  ]);
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    files.set(
      `schemas/${name}.schema.json`,
      json(z.toJSONSchema(schema, { unrepresentable: 'any' })),
    );
  }
  return files;
}

const SCHEMAS = {
  record: releaseRecord,
  manifest: manifestSchema,
  view: viewSchema,
  statement: statementSchema,
  'signed-statement': signedStatementSchema,
  'log-leaf': logLeafSchema,
  'bundle-index': indexSchema,
  'bundle-keys': keysSchema,
  'bundle-proofs': proofsSchema,
  'bundle-directory': directorySchema,
};

function releaseVector() {
  const { release, full, redacted } = sampleRelease();
  const records = recordsOf(sampleDocument(), sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT))));
  return {
    secret: toHex(SECRET),
    leaves: release.leaves.map((leaf) => ({
      kind: leaf.kind,
      id: leaf.id,
      salt: toHex(leaf.salt),
      bytes: fromUtf8(leaf.bytes),
      leaf: toHex(leaf.leaf),
    })),
    root: release.root,
    manifest: fromUtf8(release.manifestBytes),
    releaseDigest: release.releaseDigest,
    contentDigest: contentDigest(records),
    views: { owner: full.digest, public: redacted.digest },
  };
}

function merkleVectors() {
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
  const leaves = entries.map((entry) => leafHash(NO_SALT, new Uint8Array(hexBytes(entry))));
  return {
    entries,
    roots: [...leaves, null].map((_, size) => toHex(merkleRoot(leaves.slice(0, size)))),
    inclusion: leaves.map((_, index) => ({
      index,
      size: leaves.length,
      path: inclusionProof(leaves, index).map(toHex),
    })),
    consistency: leaves.map((_, old) => ({
      old,
      size: leaves.length,
      path: consistencyProof(leaves, old).map(toHex),
    })),
  };
}

function hexBytes(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}

function statementVectors() {
  return readBundle(readZip(sampleBundle('full'))).statements.map(({ path, signed }) => {
    const { payload, pae } = openEnvelope(signed.envelope);
    const { sha256: digest, challenge } = prepared(payload);
    return {
      path,
      payload: fromUtf8(payload),
      payloadSha256: digest,
      pae: toBase64(pae),
      challenge,
      assertions: signed.assertions,
    };
  });
}

function json(value: unknown): Uint8Array {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}
