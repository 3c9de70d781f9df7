/**
 * Fifty people who open a document in one moment, in a process of their own, so that what they take
 * in does not hold up the typist who is measured. Arguments: who serves (`casewright` or a peer),
 * its port, how many, the case. Prints `listening 0` when ready, waits for a line on standard
 * input, and prints `done`.
 */
import { once } from 'node:events';
import { newId } from '@/core/argument/ids';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '@/core/collab/messages';
import { RawSocket } from '@/server/test/collab';
import { PEERS, PeerSocket } from './peers';

/** The first byte of a `state` message. */
const STATE = 1;

const [who = '', port = '', count = '', caseId = ''] = process.argv.slice(2);
const peer = PEERS.find((name) => name === who);

async function ready(at: number): Promise<() => Promise<unknown>> {
  if (peer) {
    const socket = await PeerSocket.open(peer, Number(port));
    return () => socket.join();
  }
  const raw = await new RawSocket(Number(port), `joiner-${at}`).opened();
  return () => join(raw);
}

/** Without decoding what comes. */
function join(raw: RawSocket): Promise<unknown> {
  raw.socket.removeAllListeners('message');
  const done = new Promise((resolve) => {
    raw.socket.on('message', (data: Buffer) => {
      // Type, length of the name, name, sequence number (varuint), complete.
      let at = 2 + STRUCTURE_DOCUMENT.length;
      while ((data[at] ?? 0) >= 128) at += 1;
      if (data[0] === STATE && data[at + 1] === 1) resolve(null);
    });
  });
  raw.send({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    caseId,
    deviceId: 'd',
    pageId: newId(),
    line: 1,
    clientId: 0,
  });
  raw.send({ type: 'open', doc: STRUCTURE_DOCUMENT, seq: 0, stateVector: new Uint8Array() });
  return done;
}

const joins = await Promise.all(Array.from({ length: Number(count) }, (_, at) => ready(at)));
process.stdout.write('listening 0\n');
await once(process.stdin, 'data');
await Promise.all(joins.map((one) => one()));
process.stdout.write('done\n');
await once(process.stdin, 'end');
process.exit(0);
