import type { CloseReason } from '@/core/collab/closeReasons';
import {
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type ClientMessage,
  type Mode,
} from '@/core/collab/messages';
import { assignClientId, isHeldBy } from './clientIds';
import type { Query } from './query';
import type { Member, Room } from './room';
import type { Rooms } from './rooms';
import type { Strikes } from './strikes';

export interface AdmissionContext {
  query: Query;
  rooms: Rooms;
  strikes: Strikes;
  authorise(caseId: string, personId: string): Promise<Mode | null>;
  isHealthy(): boolean;
  /** A number that may become a client id. */
  drawClientId(): number;
  /** Whether the person has room for one more connection. */
  hasRoomFor(personId: string): boolean;
  /** Ends a socket whose page came in again. */
  supersede(member: Member): void;
}

export interface Admitted {
  room: Room;
  mode: Mode;
  clientId: number;
  /** The client id that the page had before, whether or not it may have it again. */
  named: number | null;
}

type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** What our own ids are made of; the database refuses some characters in text. */
const PLAIN_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Lets a page into a case, or says why not. */
export async function admit(
  hello: Hello,
  personId: string,
  context: AdmissionContext,
): Promise<Admitted | CloseReason> {
  const { caseId, deviceId, pageId } = hello;
  if (hello.protocol !== PROTOCOL_VERSION || hello.schema < SCHEMA_VERSION) return 'schema-too-old';
  if (![caseId, deviceId, pageId].every((id) => PLAIN_ID.test(id))) return 'bad-message';
  if (!context.isHealthy()) return 'unhealthy';
  const mode = await context.authorise(caseId, personId);
  if (mode === null) return 'not-found';
  if (context.strikes.isBanned(caseId, personId) || !context.hasRoomFor(personId))
    return 'too-many';
  const room = await context.rooms.get(caseId);
  const { clientId, named } = await takeClientId(room, hello, personId, context);
  // Nobody ever wrote under a new one, and finding that out would mean reading the whole log.
  if (named !== null) await room.lookUp(named);
  // The database may have been away, and the room forgotten, while this page waited.
  if (!context.isHealthy() || room.isClosed) return 'unhealthy';
  // Another socket of this page may have come in while this one was waiting.
  for (const member of room.members) {
    if (member.clientId !== clientId) continue;
    if (member.line > hello.line) return 'superseded';
    context.supersede(member);
  }
  return { room, mode, clientId, named };
}

/**
 * The page's old client id when it may have it, else a new one. The same page may take over from
 * its own earlier socket, which often is dead without the server knowing; another page may not.
 */
async function takeClientId(
  room: Room,
  hello: Hello,
  personId: string,
  context: AdmissionContext,
): Promise<{ clientId: number; named: number | null }> {
  const { query } = context;
  const { caseId, deviceId, pageId, line, clientId } = hello;
  const holder = { caseId, personId, deviceId };
  const assign = () => assignClientId(query, holder, context.drawClientId);
  if (clientId === 0 || !(await isHeldBy(query, clientId, holder)))
    return { clientId: await assign(), named: null };
  let taken = false;
  for (const member of room.members) {
    if (member.clientId !== clientId) continue;
    if (member.pageId !== pageId) taken = true;
    else if (member.line < line) context.supersede(member);
  }
  if (!taken) room.presence.claim(clientId, pageId, line);
  // What the page sent over an earlier line or another process is counted, and in the documents,
  // before it hears what arrived: it says the rest again, under another id when this one is taken.
  await room.settled(clientId);
  await room.catchUp();
  return { clientId: taken ? await assign() : clientId, named: clientId };
}
