#!/usr/bin/env node
/**
 * A second verifier of *.casewright.zip, written from docs/spec alone: Node's own crypto, nothing
 * installed, nothing shared with the code that writes bundles. `node verifier.mjs FILE` prints
 * `valid` or `false: why` and exits 0 or 2. It checks what is cryptographic; `casewright verify`
 * also checks the schemas of records and explains itself line by line.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sha256 = (...parts) =>
  parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const must = (held, why) => {
  if (!held) throw new Error(why);
};

/** RFC 8785 for the JSON that occurs here: no fractions, well-formed strings. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  must(typeof value !== 'string' || value.isWellFormed(), 'lone surrogate');
  return JSON.stringify(value);
}

function json(bytes) {
  const value = JSON.parse(bytes.toString('utf8'));
  must(Buffer.from(canonical(value)).equals(bytes), 'not canonical JSON');
  return value;
}

function strict(text, encoding) {
  const bytes = Buffer.from(text, encoding);
  must(bytes.toString(encoding) === text, `not strict ${encoding}`);
  return bytes;
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) =>
  (bytes.reduce((crc, byte) => (crc >>> 8) ^ CRC[(crc ^ byte) & 0xff], 0xffffffff) ^ 0xffffffff) >>>
  0;

/** bundle.md, Container: every header field has one value. */
function unzip(bytes) {
  const files = new Map();
  const central = [];
  let at = 0;
  let previous = '';
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const size = bytes.readUInt32LE(at + 18);
    const nameLength = bytes.readUInt16LE(at + 26);
    const name = bytes.subarray(at + 30, at + 30 + nameLength).toString('latin1');
    const content = bytes.subarray(at + 30 + nameLength, at + 30 + nameLength + size);
    must(name > previous && content.length === size, `${name} is out of order or cut short`);
    must(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name), `${name} is no name for a file`);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(10, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(size, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(nameLength, 22);
    must(bytes.subarray(at + 4, at + 30).equals(common), `header of ${name}`);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    central.push(
      Buffer.from([0x50, 0x4b, 1, 2, 10, 0]),
      common,
      offset,
      Buffer.from(name, 'latin1'),
    );
    files.set(name, content);
    previous = name;
    at += 30 + nameLength + size;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  must(bytes.subarray(at).equals(Buffer.concat([directory, end])), 'central directory');
  return files;
}

const jwk = (key) => createPublicKey({ key, format: 'jwk' });
const ed25519 = (raw) => jwk({ kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') });
const p256 = (raw) =>
  jwk({
    kty: 'EC',
    crv: 'P-256',
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
  });

const node = (left, right) => sha256(Buffer.of(1), left, right);
function root(level) {
  if (level.length === 0) return sha256();
  while (level.length > 1) {
    level = level.flatMap((hash, i) => {
      if (i % 2 === 1) return [];
      return [i + 1 < level.length ? node(hash, level[i + 1]) : hash];
    });
  }
  return level[0];
}

/** RFC 9162 section 2.1.3.2. */
function included(leaf, index, size, path, expected) {
  let [fn, sn, hash] = [index, size - 1, leaf];
  must(index < size, 'leaf outside the log');
  for (const sibling of path) {
    must(sn > 0, 'proof too long');
    if (fn % 2 === 1 || fn === sn) {
      hash = node(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = node(hash, sibling);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  must(sn === 0 && hash.equals(expected), 'not in the log where the proof says');
}

const pae = (type, body) =>
  Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${body.length} `), body]);

function openEnvelope(envelope, type, keys) {
  const payload = strict(envelope.payload, 'base64');
  const signed = pae(envelope.payloadType, payload);
  must(envelope.payloadType === type && envelope.signatures.length === 1, 'envelope');
  const [{ keyid, sig }] = envelope.signatures;
  const key = keys.get(keyid);
  must(
    key && verify(null, signed, ed25519(key), strict(sig, 'base64')),
    'signature of the instance',
  );
  return { payload, signed, keyid };
}

function checkAssertion(assertion, signed, key) {
  const client = strict(assertion.clientDataJSON, 'base64url');
  const authenticator = strict(assertion.authenticatorData, 'base64url');
  const { type, challenge, origin, crossOrigin, topOrigin } = JSON.parse(client.toString('utf8'));
  must(type === 'webauthn.get' && challenge === sha256(signed).toString('base64url'), 'challenge');
  must(origin === key.relyingParty.origin && !crossOrigin && topOrigin === undefined, 'origin');
  must(authenticator.subarray(0, 32).equals(sha256(key.relyingParty.id)), 'relying party');
  must((authenticator[32] & 0x05) === 0x05, 'user not present and verified');
  must((authenticator[32] & 0x18) !== 0x10, 'backup flags');
  const raw = strict(key.publicKey, 'base64');
  const message = Buffer.concat([authenticator, sha256(client)]);
  const signature = strict(assertion.signature, 'base64url');
  must(
    key.algorithm === 'ES256'
      ? verify('sha256', message, p256(raw), signature)
      : verify(null, message, ed25519(raw), signature),
    'assertion',
  );
}

function checkView(view, manifest, release) {
  const leaves = view.leaves.map((leaf) => {
    if ('leaf' in leaf) return strict(leaf.leaf, 'hex');
    const bytes = strict(leaf.bytes, 'base64');
    json(bytes);
    return sha256(Buffer.of(0), strict(leaf.salt, 'base64'), bytes);
  });
  must(view.release === release && leaves.length === manifest.count, 'view of another release');
  must(
    leaves.every((leaf, i) => i === 0 || leaves[i - 1].compare(leaf) < 0),
    'order of leaves',
  );
  must(hex(root(leaves)) === manifest.root, 'root');
}

/** @param {Buffer} bytes @returns {void} @throws Error with the first thing that is false */
export function verifyBundle(bytes) {
  const files = unzip(bytes);
  const instance = json(files.get('keys.json')).instance;
  const keys = new Map(instance.map((key) => [key.keyId, strict(key.publicKey, 'base64')]));
  for (const [id, key] of keys) must(hex(sha256(key)) === id, 'key id');
  const current = instance.at(-1);

  const sealed = openEnvelope(
    json(files.get('index.json')),
    'application/vnd.casewright.index+json',
    new Map([[current.keyId, keys.get(current.keyId)]]),
  );
  const index = json(sealed.payload);
  must(index.files.length === files.size - 1, 'files');
  for (const { path, sha256: digest, size } of index.files) {
    const file = files.get(path);
    must(file?.length === size && hex(sha256(file)) === digest, `digest of ${path}`);
  }

  const manifestBytes = files.get('manifest.json');
  const release = hex(sha256(manifestBytes));
  must(release === index.release, 'release digest');
  const manifest = json(manifestBytes);
  const viewBytes = files.get('view.json');
  checkView(json(viewBytes), manifest, release);

  const note = files.get('log/checkpoint').toString('utf8');
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const [origin, size, rootText] = text.split('\n');
  const signature = strict(note.trimEnd().split(' ').at(-1), 'base64');
  const hint = sha256(`${current.name}\n`, Buffer.of(1), keys.get(current.keyId)).subarray(0, 4);
  must(origin === current.name && signature.subarray(0, 4).equals(hint), 'checkpoint key');
  const noteKey = ed25519(keys.get(current.keyId));
  must(verify(null, Buffer.from(text), noteKey, signature.subarray(4)), 'checkpoint signature');

  const people = new Map();
  const disclosed = [];
  const proofs = json(files.get('log/proofs.json')).entries;
  for (const [i, proof] of proofs.entries()) {
    const file = json(files.get(`statements/${String(i + 1).padStart(3, '0')}.json`));
    const { payload, signed } = openEnvelope(file.envelope, 'application/vnd.in-toto+json', keys);
    const { subject, predicateType, predicate } = json(payload);
    must(hex(sha256(payload)) === proof.statement, 'proof of another statement');
    const leaf = { v: 1, statementSha256: proof.statement };
    const about = subject[0].digest.sha256;
    if (proof.published) Object.assign(leaf, { predicateType, releaseDigest: about });
    const leafHash = sha256(Buffer.of(0), canonical(leaf));
    const path = proof.path.map((hash) => strict(hash, 'base64'));
    included(leafHash, proof.index, Number(size), path, strict(rootText, 'base64'));
    must(i === 0 || proofs[i - 1].index < proof.index, 'log order');
    if (predicateType === 'urn:casewright:key:1' && predicate.action === 'enrol') {
      must(hex(sha256(strict(predicate.publicKey, 'base64'))) === predicate.keyId, 'key id');
      must(!people.has(predicate.keyId), 'key enrolled twice');
      people.set(predicate.keyId, { ...predicate, active: predicate.approval === 'founding' });
    }
    if (predicate.ceremony === 'instance') {
      // The counter-signature was checked with the envelope; nobody else signs.
      must(file.assertions.length === 0 && predicate.person === null, 'instance alone');
      must(predicate.signedBy === file.envelope.signatures[0].keyid, 'instance key');
      if (predicateType === 'urn:casewright:key:1') {
        must(predicate.action === 'revoke' && people.has(predicate.keyId), 'revocation');
        people.get(predicate.keyId).active = false;
      } else must(about === release, 'statement about another release');
      continue;
    }
    const key = people.get(predicate.signedBy);
    must(predicate.ceremony === 'passkey' && key, 'signer');
    must(key.active || predicate.keyId === key.keyId, 'key not approved');
    checkAssertion(file.assertions[0], signed, key);
    if (predicateType === 'urn:casewright:key:1') {
      if (predicate.action !== 'enrol')
        people.get(predicate.keyId).active = predicate.action === 'approve';
    } else must(about === release, 'statement about another release');
    if (predicateType === 'urn:casewright:disclosure:1') disclosed.push(...predicate.views);
  }
  const shown = disclosed.findLast((view) => view.digest === hex(sha256(viewBytes)));
  must(shown?.htmlDigest === hex(sha256(files.get('index.html'))), 'view or page not disclosed');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    verifyBundle(readFileSync(process.argv[2] ?? '/dev/stdin'));
    process.stdout.write('valid\n');
  } catch (error) {
    process.stdout.write(`false: ${error.message}\n`);
    process.exitCode = 2;
  }
}
