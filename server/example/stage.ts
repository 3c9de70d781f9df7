import type { Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import type { SigningContext } from '@/server/signing/act';
import { createOrganisation, join } from '@/server/orgs/membership';
import { createPerson } from '@/server/people/createPerson';
import {
  ORGANISATIONS,
  PEOPLE,
  PERSON_NAMES,
  type OrganisationName,
  type PersonName,
} from './cast';
import { ExampleKeys } from './keys';
import { signAsExample } from './sign';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** How long before the first start the story begins. */
const STORY = 150 * DAY;

/**
 * The worked example while it is being made: its people, their keys and its clock. Everything is done
 * as one of the people through the use-cases that requests call, in the one transaction that makes it.
 *
 * The clock is the story's: it began months before the first start, since a case that was written,
 * reviewed, decided and suspended within a second would explain nothing.
 */
export class Stage {
  readonly #keys = new ExampleKeys();
  readonly #people = new Map<PersonName, string>();
  readonly #orgs = new Map<OrganisationName, string>();
  readonly #planned: { at: Date; act: () => Promise<void> }[] = [];
  readonly #deps: Dependencies;
  #now: Date;

  constructor(
    deps: Dependencies,
    readonly tx: Tx,
    /** The day of the first start. */
    readonly today: Date,
  ) {
    this.#now = new Date(today.getTime() - STORY);
    this.#deps = {
      ...deps,
      now: () => new Date(this.#now),
      // Nothing of it is committed yet, and nobody listens.
      bus: { ...deps.bus, publish: async () => undefined },
      // What a job would do later, the story does at once.
      jobs: { ...deps.jobs, send: async () => undefined },
      limiter: { spend: async () => undefined },
    };
  }

  /**
   * Moves the story to a day, counted from that of the first start: -14 is two weeks before. What was
   * planned for the time until then happens on the way.
   */
  async day(offset: number, hour = 9): Promise<void> {
    const next = this.#instant(offset, hour);
    this.#planned.sort((one, other) => Number(one.at) - Number(other.at));
    for (let due = this.#planned[0]; due && due.at <= next; due = this.#planned[0]) {
      this.#planned.shift();
      // Of two on one morning the second comes after the first.
      this.#moveTo(due.at > this.#now ? due.at : this.#now);
      await due.act();
    }
    this.#moveTo(next);
  }

  /** Something that happens on a later day, whatever the story is at then. */
  plan(offset: number, act: () => Promise<void>): void {
    this.#planned.push({ at: this.#instant(offset, 8), act });
  }

  #instant(offset: number, hour: number): Date {
    const midnight = Math.floor(this.today.getTime() / DAY) * DAY;
    return new Date(midnight + offset * DAY + hour * 60 * MINUTE);
  }

  #moveTo(next: Date): void {
    if (next < this.#now) throw new Error('The story goes forward only.');
    this.#now = next;
  }

  /** Local date so many days from that of the first start. */
  date(offset: number): string {
    return new Date(this.today.getTime() + offset * DAY).toISOString().slice(0, 10);
  }

  personId(who: PersonName): string {
    return known(this.#people.get(who));
  }

  /** One request of one of the people; each takes the story on by a minute. */
  as(who: PersonName): SigningContext & { db: Tx } {
    this.#now = new Date(this.#now.getTime() + MINUTE);
    const { name, email } = PEOPLE[who];
    const personId = this.personId(who);
    return {
      ...this.#deps,
      db: this.tx,
      session: {
        sessionId: 'example',
        personId,
        name,
        email,
        instanceAdmin: false,
        method: 'example',
      },
      requestId: 'example',
      address: '127.0.0.1',
      userAgent: '',
    };
  }

  /** Signs an act as one of the people. @returns what the act gives back */
  sign(who: PersonName, act: string, input: unknown): Promise<unknown> {
    return signAsExample(this.as(who), this.#keys, act, input);
  }

  /** Brings everybody in: organisations, people, memberships, and a signing key for each. */
  async assemble(): Promise<void> {
    const context = { ...this.#deps, db: this.tx, session: null, requestId: 'example' };
    const nobody = { ...context, address: '127.0.0.1', userAgent: '' };
    for (const [name, org] of Object.entries(ORGANISATIONS)) {
      const id = await createOrganisation(this.tx, nobody, { ...org, example: true });
      this.#orgs.set(name as OrganisationName, id);
    }
    for (const who of PERSON_NAMES) {
      const { name, email, org, roles } = PEOPLE[who];
      const person = { name, email, password: null, instanceAdmin: false, via: 'example' as const };
      const personId = await createPerson(this.tx, nobody, person);
      this.#people.set(who, personId);
      await join(this.tx, nobody, {
        orgId: known(this.#orgs.get(org)),
        personId,
        roles: [...roles],
      });
    }
    for (const org of Object.keys(ORGANISATIONS) as OrganisationName[]) await this.#enrolKeys(org);
  }

  /** The owner's key founds those of the organisation; the owner approves the others. */
  async #enrolKeys(org: OrganisationName): Promise<void> {
    const members = PERSON_NAMES.filter((who) => PEOPLE[who].org === org);
    const owns = (who: PersonName) => PEOPLE[who].roles.some((role) => role === 'owner');
    const owner = known(members.find(owns));
    for (const who of [owner, ...members.filter((member) => member !== owner)]) {
      const place = { id: known(this.#orgs.get(org)), slug: ORGANISATIONS[org].slug };
      const made = this.#keys.make(this.personId(who), place);
      await this.sign(who, 'key.enrol', made);
      const { keyId } = this.#keys.of(this.personId(who), place.id);
      if (who !== owner) await this.sign(owner, 'key.approve', { keyId });
    }
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The cast of the example is not complete.');
  return value;
}
