import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** How an authenticator or a browser may misbehave, for tests of refusals. */
export interface Misbehaviour {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  userPresent?: boolean;
  userVerified?: boolean;
}

interface Credential {
  id: string;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  /** COSE key. */
  publicKey: Uint8Array;
  counter: number;
}

const FLAG = {
  present: 0x01,
  verified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
};

/**
 * A browser with an authenticator, in software: P-256 keys made on the spot, real registration and
 * assertion responses (WebAuthn level 3), attestation "none". For tests alone.
 */
export class SoftAuthenticator {
  private readonly credentials: Credential[] = [];

  /** @param origin of the page that the ceremonies run on, for example http://localhost:3000 */
  constructor(
    private readonly origin: string,
    private readonly backedUp = false,
  ) {}

  /** What `navigator.credentials.create` resolves to, as JSON. */
  create(
    options: PublicKeyCredentialCreationOptionsJSON,
    wrong: Misbehaviour = {},
  ): RegistrationResponseJSON {
    const rpId = wrong.rpId ?? options.rp.id ?? new URL(this.origin).hostname;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, fromBase64Url(x ?? '')],
        [-3, fromBase64Url(y ?? '')],
      ]),
    );
    const id = randomBytes(16);
    const credential: Credential = {
      id: id.toString('base64url'),
      rpId,
      userHandle: options.user.id,
      privateKey,
      publicKey: cose,
      counter: 0,
    };
    this.credentials.push(credential);

    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
    const authData = Buffer.concat([this.authenticatorData(credential, wrong, true), attested]);
    const attestationObject = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, never>>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, never>()],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    return {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: this.clientData('webauthn.create', options.challenge, wrong),
        attestationObject: Buffer.from(attestationObject).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** What `navigator.credentials.get` resolves to, as JSON. @throws when it holds no such key. */
  get(
    options: Pick<PublicKeyCredentialRequestOptionsJSON, 'challenge' | 'allowCredentials' | 'rpId'>,
    wrong: Misbehaviour = {},
  ): AuthenticationResponseJSON {
    const allowed = options.allowCredentials?.map((credential) => credential.id) ?? [];
    const credential = this.credentials.findLast(
      ({ id, rpId }) =>
        (allowed.length === 0 || allowed.includes(id)) && (!options.rpId || rpId === options.rpId),
    );
    if (!credential) throw new Error('The software authenticator holds no such key.');
    credential.counter += 1;
    const authenticatorData = this.authenticatorData(credential, wrong, false);
    const clientDataJSON = this.clientData('webauthn.get', options.challenge, wrong);
    const signed = Buffer.concat([
      authenticatorData,
      createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest(),
    ]);
    return {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: {
        authenticatorData: authenticatorData.toString('base64url'),
        clientDataJSON,
        signature: sign('sha256', signed, credential.privateKey).toString('base64url'),
        userHandle: credential.userHandle,
      },
    };
  }

  /** Credential ids it holds, oldest first. */
  ids(): string[] {
    return this.credentials.map((credential) => credential.id);
  }

  private authenticatorData(
    credential: Credential,
    wrong: Misbehaviour,
    attested: boolean,
  ): Buffer {
    let flags = 0;
    if (wrong.userPresent !== false) flags |= FLAG.present;
    if (wrong.userVerified !== false) flags |= FLAG.verified;
    if (this.backedUp) flags |= FLAG.backupEligible | FLAG.backedUp;
    if (attested) flags |= FLAG.attested;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(credential.counter);
    const rpIdHash = createHash('sha256')
      .update(wrong.rpId ?? credential.rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter]);
  }

  private clientData(type: string, challenge: string, wrong: Misbehaviour): string {
    const json = JSON.stringify({
      type: wrong.type ?? type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? this.origin,
      crossOrigin: wrong.crossOrigin ?? false,
    });
    return Buffer.from(json).toString('base64url');
  }
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}
