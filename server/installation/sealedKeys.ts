import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Secrets } from '@/server/platform/secrets';
import type { StoredKeys } from './archiveIndex';

/** The keys can't be had from the backup; the message says why. */
export class KeysSealed extends Error {
  override readonly name = 'KeysSealed';
}

/** Memory: 128 × N × r bytes, 64 MB. A guess takes a tenth of a second. */
const COST = { N: 65_536, r: 8, p: 1 };
const CIPHER = 'aes-256-gcm';

const secretsSchema = z.strictObject({ authSecret: z.string(), signingKey: z.string() });

/** The keys as a backup holds them: under a passphrase, or in the open where none is given. */
export async function sealKeys(
  secrets: Secrets,
  passphrase: string | undefined,
): Promise<StoredKeys> {
  const { authSecret, signingKey } = secrets;
  if (passphrase === undefined) return { kind: 'open', authSecret, signingKey };
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, await keyFrom(passphrase, salt, COST), iv);
  const plain = Buffer.from(JSON.stringify({ authSecret, signingKey }), 'utf8');
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    kind: 'sealed',
    salt: salt.toString('base64'),
    cost: COST,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** @throws KeysSealed without the right passphrase */
export async function openKeys(
  stored: StoredKeys,
  passphrase: string | undefined,
): Promise<Secrets> {
  if (stored.kind === 'open') {
    return { authSecret: stored.authSecret, signingKey: stored.signingKey };
  }
  if (passphrase === undefined)
    throw new KeysSealed('The keys in this backup are sealed; set BACKUP_PASSPHRASE to open them.');
  const salt = Buffer.from(stored.salt, 'base64');
  const key = await keyFrom(passphrase, salt, stored.cost);
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(stored.iv, 'base64'));
  decipher.setAuthTag(Buffer.from(stored.tag, 'base64'));
  const data = decipher.update(Buffer.from(stored.data, 'base64'));
  try {
    const plain = Buffer.concat([data, decipher.final()]).toString('utf8');
    return secretsSchema.parse(JSON.parse(plain));
  } catch {
    throw new KeysSealed('BACKUP_PASSPHRASE does not open the keys in this backup.');
  }
}

function keyFrom(
  passphrase: string,
  salt: Buffer,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
