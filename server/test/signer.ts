import type { OrgRole } from '@/core/policy/actor';
import { fromBase64 } from '@/core/snapshot/bytes';
import { prepared } from '@/core/attest/statements';
import type { AppCaller } from '@/server/trpc/root';
import { SoftAuthenticator, type Misbehaviour } from './softAuthenticator';
import type { TestOrg, TestPerson, World } from './world';

/** Where a signer asks: a world, or a transaction under way in one. */
export type Desk = Pick<World, 'deps' | 'callerFor'>;

/** A person with an authenticator, who signs as the interface does. */
export class Signer {
  constructor(
    readonly world: Desk,
    readonly person: TestPerson,
    readonly authenticator = new SoftAuthenticator(new URL(world.deps.env.publicUrl).origin),
  ) {}

  caller(): Promise<AppCaller> {
    return this.world.callerFor(this.person);
  }

  /** Makes a key on the authenticator and enrols it. @returns its id and state. */
  async enrol(org: TestOrg): Promise<{ keyId: string; state: string }> {
    const registration = await this.register(org);
    const { result } = await this.sign('key.enrol', { registration });
    return result as { keyId: string; state: string };
  }

  /** Makes a key on the authenticator that nothing has enrolled yet. */
  async register(org: TestOrg, wrong: Misbehaviour = {}): Promise<string> {
    const caller = await this.caller();
    const { registration, options } = await caller.signing.beginRegistration({
      orgSlug: org.slug,
      name: 'Test key',
    });
    const response = this.authenticator.create(options, wrong);
    await caller.signing.finishRegistration({ registration, response });
    return registration;
  }

  async begin(act: string, input: unknown, keyId?: string) {
    const caller = await this.caller();
    return caller.signing.begin({
      act,
      input: input as Parameters<typeof caller.signing.begin>[0]['input'],
      ...(keyId !== undefined && { keyId }),
    });
  }

  /** The whole ceremony of an act, with the challenge recomputed from the bytes shown. */
  async sign(act: string, input: unknown, wrong: Misbehaviour = {}) {
    const begun = await this.begin(act, input);
    return this.complete(begun, wrong);
  }

  async complete(begun: Awaited<ReturnType<Signer['begin']>>, wrong: Misbehaviour = {}) {
    const caller = await this.caller();
    return caller.signing.complete({
      ceremonyId: begun.ceremonyId,
      assertion: this.assertion(begun, wrong),
    });
  }

  assertion(begun: Awaited<ReturnType<Signer['begin']>>, wrong: Misbehaviour = {}) {
    const { challenge } = prepared(fromBase64(begun.statement));
    return this.authenticator.get(
      {
        challenge,
        rpId: begun.rpId,
        allowCredentials: begun.credentials.map(({ id }) => ({ id, type: 'public-key' })),
      },
      wrong,
    );
  }
}

/** A member of an organisation with an active signing key, approved by its founder where need be. */
export async function signerOf(
  world: World,
  org: TestOrg,
  roles: OrgRole[],
  founder?: Signer,
): Promise<Signer> {
  const signer = new Signer(world, await world.member(org, roles));
  const { keyId, state } = await signer.enrol(org);
  if (state === 'pending' && founder) await founder.sign('key.approve', { keyId });
  return signer;
}
