import * as Y from 'yjs';
import { createCase, createTypingCase, RawSocket } from '@/server/test/collab';
import { openCommitReference, quantile, type BenchServer } from './harness';
import { reportAgainst, type Report } from './measured';
import { PEERS, PeerSocket, startPeer, type PeerName } from './peers';
import { acknowledged, Keys, Typing } from './typing';

const ROUNDS = 400;
const WARM = 50;
const PARTS = [
  ['p50', 0.5],
  ['p99', 0.99],
] as const;

/** From a key to its acknowledgement, against one commit of the same row, in turns. */
export async function acknowledgement(server: BenchServer, report: Report): Promise<void> {
  const caseId = await createTypingCase(server.database);
  const socket = await new RawSocket(server.port, 'ada').enter(caseId);
  const typing = new Typing(socket);
  const peers = await Promise.all(PEERS.map((name) => openPeer(name)));
  const reference = await openCommitReference(
    server.database,
    await createCase(server.database),
    60,
  );
  const acts: [string, () => Promise<void>][] = [
    ['casewright', () => acknowledged(socket, typing.key())],
    ['commit', () => reference.commit()],
    ...peers.map(({ name, key }): [string, () => Promise<void>] => [name, key]),
  ];
  const took = new Map(acts.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS + WARM; round += 1) {
    for (const [name, act] of acts) {
      const began = performance.now();
      await act();
      if (round >= WARM) took.get(name)?.push(performance.now() - began);
    }
  }
  await reference.close();
  socket.socket.terminate();
  for (const peer of peers) await peer.end();
  for (const [name, part] of PARTS) {
    const of = (who: string): number => quantile(took.get(who) ?? [], part);
    reportAgainst(
      report,
      { bench: `collab.ack.${name}`, n: ROUNDS, unit: 'ms', reference: of('commit') },
      { casewright: of('casewright'), ywebsocket: of('ywebsocket'), hocuspocus: of('hocuspocus') },
    );
  }
}

async function openPeer(name: PeerName) {
  const doc = new Y.Doc();
  const peer = await startPeer(name, Y.encodeStateAsUpdate(doc));
  const socket = await PeerSocket.open(name, peer.port);
  await socket.join();
  const keys = new Keys(doc, doc.getText('text'));
  return {
    name,
    key: () => socket.updateAndWait(keys.next()),
    async end() {
      socket.socket.terminate();
      await peer.end();
    },
  };
}
