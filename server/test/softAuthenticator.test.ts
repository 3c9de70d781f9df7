import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { expect, it } from 'vitest';
import { SoftAuthenticator } from './softAuthenticator';

const ORIGIN = 'http://localhost:3000';

it('registers and signs as a real authenticator does', async () => {
  const authenticator = new SoftAuthenticator(ORIGIN);
  const create = await generateRegistrationOptions({
    rpName: 'Test',
    rpID: 'localhost',
    userName: 'a@example.org',
  });
  const registered = await verifyRegistrationResponse({
    response: authenticator.create(create),
    expectedChallenge: create.challenge,
    expectedOrigin: ORIGIN,
    expectedRPID: 'localhost',
  });
  expect(registered.verified).toBe(true);
  const credential = registered.registrationInfo?.credential;
  if (!credential) throw new Error('no credential');
  const get = await generateAuthenticationOptions({
    rpID: 'localhost',
    allowCredentials: [{ id: credential.id }],
    userVerification: 'required',
  });
  const check = (response: ReturnType<SoftAuthenticator['get']>) =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: get.challenge,
      expectedOrigin: ORIGIN,
      expectedRPID: 'localhost',
      credential,
    });
  expect((await check(authenticator.get(get))).verified).toBe(true);
  await expect(check(authenticator.get(get, { origin: 'http://evil.example' }))).rejects.toThrow(
    'origin',
  );
  await expect(check(authenticator.get(get, { userVerified: false }))).rejects.toThrow(
    'User verification',
  );
});
