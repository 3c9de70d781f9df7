import { z } from 'zod';
import type { Presence, PresentPerson } from '@/core/collab/messages';
import { frameOf } from './frame';
import { COLLAB_LIMITS } from './limits';

/** How many colours the palette of people has. */
const PEOPLE_COLOURS = 12;

/** The same person has the same colour in every process and on every page. */
export function colourOf(personId: string): number {
  let hash = 0;
  for (const character of personId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % PEOPLE_COLOURS;
}

const HEARTBEAT = 20_000;
const FORGOTTEN_AFTER = 50_000;
/** Characters of one bus message, quoted twice and in UTF-8 still below what Postgres carries. */
const LARGEST_PIECE = 1_800;

const personSchema = z.object({
  clientId: z.number(),
  personId: z.string(),
  name: z.string(),
  colour: z.number(),
  nodeId: z.string().nullable(),
  field: z.string().nullable(),
  cursor: z.string().nullable(),
  quiet: z.boolean(),
});
const betweenProcesses = z.discriminatedUnion('kind', [
  /** Who else has this case open? */
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('people'), people: z.array(personSchema), gone: z.array(z.number()) }),
  /** A page takes its client id here; whoever holds it for the same page lets go. */
  z.object({
    kind: z.literal('claim'),
    clientId: z.number(),
    pageId: z.string(),
    line: z.number(),
  }),
  z.object({ kind: z.literal('leave') }),
]);
type BetweenProcesses = z.infer<typeof betweenProcesses>;

export interface PresenceOptions {
  /** To the other processes that have the case open. */
  publish(data: string): void;
  /** To the members of the room here. */
  broadcast(message: Buffer): void;
  /** Another process took over a page. */
  claimed(clientId: number, pageId: string, line: number): void;
}

/**
 * Who is in a case and where. Changes are gathered for a moment and sent together; between
 * processes only while another one has told that it has the case open too.
 */
export class RoomPresence {
  private readonly here = new Map<number, PresentPerson>();
  private readonly elsewhere = new Map<number, PresentPerson & { origin: string }>();
  /** When each other process was last heard. */
  private readonly peers = new Map<string, number>();
  private readonly changed = new Set<number>();
  private readonly gone = new Set<number>();
  private timer: NodeJS.Timeout | null = null;
  /** What the first who came since changes were last sent was told. */
  private told: Buffer | null = null;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(private readonly options: PresenceOptions) {
    this.publish({ kind: 'ask' });
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT);
    this.heartbeat.unref();
  }

  join(person: PresentPerson): void {
    this.here.set(person.clientId, person);
    this.note(person.clientId);
  }

  move(clientId: number, presence: Presence): void {
    const person = this.here.get(clientId);
    if (!person) return;
    this.here.set(clientId, { ...person, ...presence });
    this.note(clientId);
  }

  leave(clientId: number): void {
    if (!this.here.delete(clientId)) return;
    this.changed.delete(clientId);
    this.gone.add(clientId);
    this.flushSoon();
  }

  /**
   * Everybody, for somebody who is in the room as of now. When many come at once they get the same
   * bytes: whatever changed in between is sent to all of them in a moment.
   */
  everybody(): Buffer {
    if (this.told) return this.told;
    const people = [...this.here.values(), ...[...this.elsewhere.values()].map(withoutOrigin)];
    this.told = frameOf({ type: 'presence', reset: true, people, gone: [] });
    return this.told;
  }

  claim(clientId: number, pageId: string, line: number): void {
    this.publish({ kind: 'claim', clientId, pageId, line });
  }

  /** Asks the other processes again: messages may have been missed. */
  ask(): void {
    this.publish({ kind: 'ask' });
    if (this.here.size > 0) this.publishPeople([...this.here.values()], []);
  }

  receive(origin: string, data: string): void {
    const message = betweenProcesses.parse(JSON.parse(data));
    if (message.kind === 'leave') {
      this.forget(origin);
      return;
    }
    this.peers.set(origin, Date.now());
    if (message.kind === 'ask') this.publishPeople([...this.here.values()], []);
    if (message.kind === 'claim') {
      this.options.claimed(message.clientId, message.pageId, message.line);
    }
    if (message.kind === 'people') {
      for (const person of message.people) {
        this.elsewhere.set(person.clientId, { ...person, origin });
        this.noteElsewhere(person.clientId);
      }
      for (const clientId of message.gone) {
        if (this.elsewhere.get(clientId)?.origin === origin) this.forgetOne(clientId);
      }
    }
  }

  close(): void {
    clearInterval(this.heartbeat);
    if (this.timer) clearTimeout(this.timer);
    if (this.peers.size > 0) this.publish({ kind: 'leave' });
  }

  private beat(): void {
    for (const [origin, at] of this.peers) {
      if (Date.now() - at > FORGOTTEN_AFTER) this.forget(origin);
    }
    if (this.peers.size > 0) this.publishPeople([...this.here.values()], []);
  }

  private forget(origin: string): void {
    this.peers.delete(origin);
    for (const [clientId, person] of this.elsewhere) {
      if (person.origin === origin) this.forgetOne(clientId);
    }
  }

  private forgetOne(clientId: number): void {
    this.elsewhere.delete(clientId);
    if (this.here.has(clientId)) return;
    this.changed.delete(clientId);
    this.gone.add(clientId);
    this.flushSoon();
  }

  private note(clientId: number): void {
    this.gone.delete(clientId);
    this.changed.add(clientId);
    this.flushSoon();
  }

  private noteElsewhere(clientId: number): void {
    if (!this.here.has(clientId)) this.note(clientId);
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), COLLAB_LIMITS.presenceEvery);
  }

  private flush(): void {
    this.timer = null;
    this.told = null;
    const people: PresentPerson[] = [];
    const own: PresentPerson[] = [];
    for (const clientId of this.changed) {
      const person = this.here.get(clientId);
      const other = this.elsewhere.get(clientId);
      if (person) own.push(person);
      if (person) people.push(person);
      else if (other) people.push(withoutOrigin(other));
    }
    const gone = [...this.gone];
    this.changed.clear();
    this.gone.clear();
    this.options.broadcast(frameOf({ type: 'presence', reset: false, people, gone }));
    if (this.peers.size > 0 && (own.length > 0 || gone.length > 0)) this.publishPeople(own, gone);
  }

  private publishPeople(people: readonly PresentPerson[], gone: number[]): void {
    let piece: PresentPerson[] = [];
    let size = 0;
    for (const person of people) {
      const length = JSON.stringify(person).length;
      if (piece.length > 0 && size + length > LARGEST_PIECE) {
        this.publish({ kind: 'people', people: piece, gone: [] });
        piece = [];
        size = 0;
      }
      piece.push(person);
      size += length;
    }
    this.publish({ kind: 'people', people: piece, gone });
  }

  private publish(message: BetweenProcesses): void {
    this.options.publish(JSON.stringify(message));
  }
}

function withoutOrigin({
  origin: _,
  ...person
}: PresentPerson & { origin: string }): PresentPerson {
  return person;
}
