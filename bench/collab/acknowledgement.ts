import * as Y from 'yjs';
import { createCase, createTypingCase, RawSocket } from '@/server/test/collab';
import { openCommitReference, quantile, type BenchServer } from './harness';
import { reportAgainst, type Report } from './measured';
import { PEERS, PeerSocket, startPeer, type PeerName } from './peers';
import { acknowledged, Keys, Typing } from './typing';

const ROUNDS = 600;
/** Rounds before that, so that nobody is measured while the code is still being compiled. */
const WARM = 2_400;
/** People who type in turn, each in a case: nobody types so fast that reading has to pause. */
const TYPISTS = 12;
const PARTS = [
  ['p50', 0.5],
  ['p99', 0.99],
] as const;

/** From a key to its acknowledgement, against one commit of the same row, in turns. */
export async function acknowledgement(server: BenchServer, report: Report): Promise<void> {
  const typists = await Promise.all(Array.from({ length: TYPISTS }, () => openTypist(server)));
  const peers = await Promise.all(PEERS.map((name) => openPeer(name)));
  const reference = await openCommitReference(
    server.database,
    await createCase(server.database),
    60,
  );
  const acts: [string, (round: number) => Promise<void>][] = [
    ['casewright', async (round) => typists[round % TYPISTS]?.key()],
    ['commit', () => reference.commit()],
    ...peers.map(({ name, key }): [string, () => Promise<void>] => [name, key]),
  ];
  const took = new Map(acts.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS + WARM; round += 1) {
    for (const [name, act] of acts) {
      const began = performance.now();
      await act(round);
      if (round >= WARM) took.get(name)?.push(performance.now() - began);
    }
  }
  await reference.close();
  for (const typist of typists) typist.end();
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

async function openTypist({ database, port }: BenchServer) {
  const socket = await new RawSocket(port, 'ada').enter(await createTypingCase(database));
  const typing = new Typing(socket);
  return {
    key: () => acknowledged(socket, typing.key()),
    end: () => socket.socket.terminate(),
  };
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
