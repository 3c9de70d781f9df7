import type { CaseTables } from './tables';

/** What the statements ask of the database. */
export interface Asked {
  readonly cases: ReadonlyMap<string, CaseTables>;
  tables(caseId: string): CaseTables;
  isLocked(caseId: string, by: object): boolean;
  lock(caseId: string, by: object): boolean;
}

type Answer = (asked: Asked, values: readonly unknown[], by: object) => readonly unknown[];

/** The statements of the collaboration server, recognised by what only they say. */
const STATEMENTS: readonly [RegExp, Answer][] = [
  [/^SELECT 1$/, () => [{}]],
  [
    /FOR NO KEY UPDATE SKIP LOCKED/,
    (asked, [ids], by) =>
      list(ids)
        .filter((id) => asked.cases.has(id) && asked.lock(id, by))
        .map((id) => ({ id })),
  ],
  [
    /^SELECT id FROM safety_case/,
    (asked, [ids]) =>
      list(ids)
        .filter((id) => asked.cases.has(id))
        .map((id) => ({ id })),
  ],
  [
    /FROM case_update\s+WHERE case_id = \$1 AND seq > \$2/,
    (asked, [caseId, after, upto, most]) =>
      asked
        .tables(String(caseId))
        .kept.filter(({ seq }) => seq > Number(after) && seq <= Number(upto))
        .slice(0, most === null ? undefined : Number(most))
        .map(({ seq, personId, clientId, bytes }) => ({
          seq,
          person_id: personId,
          client_id: String(clientId),
          cause: 'edit',
          entries: bytes.slice(),
        })),
  ],
  [
    /FROM case_request\s+WHERE case_id = \$1 AND client_id = \$2/,
    (asked, [caseId, clientId, most]) => {
      const { kept, requests } = asked.tables(String(caseId));
      const gone = requests.get(Number(clientId)) ?? [];
      return [
        ...gone.map(({ seq, requestId }) => ({ seq, entries: null, request_id: requestId })),
        ...kept
          .filter((row) => row.clientId === Number(clientId))
          .map(({ seq, bytes }) => ({ seq, entries: bytes.slice(), request_id: null })),
      ]
        .slice(-Number(most))
        .reverse();
    },
  ],
  [
    /^SELECT act\.place/,
    (asked, [caseIds, clients, requests, rows]) => {
      const [ids, ofClient, request] = [caseIds, clients, requests].map(list);
      const bytes: unknown[] = Array.isArray(rows) ? rows : [];
      return (ids ?? []).flatMap((id, at) =>
        asked
          .tables(id)
          .kept.filter(
            (row) =>
              row.clientId === Number(ofClient?.[at]) &&
              row.requestId === Number(request?.[at]) &&
              isSame(row.bytes, bytes[at]),
          )
          .map(({ seq }) => ({ place: at + 1, seq })),
      );
    },
  ],
  [
    /^SELECT rebuilds, coalesce/,
    (asked, [caseId]) => [{ upto: asked.tables(String(caseId)).mergedUpto, rebuilds: 0 }],
  ],
  [/^SELECT head_seq AS head/, (asked, [caseId]) => [asked.tables(String(caseId)).upkeep]],
  [
    /^SELECT upto, data FROM case_snapshot/,
    (asked, [caseId, doc]) => {
      const state = asked.tables(String(caseId)).snapshots.get(String(doc));
      return state ? [{ upto: state.upto, data: state.data.slice() }] : [];
    },
  ],
  [
    /INSERT INTO case_snapshot/,
    (asked, [caseId, upto, docs, states]) => {
      const { snapshots } = asked.tables(String(caseId));
      const data = Array.isArray(states) ? states : [];
      list(docs).forEach((doc, at) => {
        const state: unknown = data[at];
        if (!(state instanceof Uint8Array) || (snapshots.get(doc)?.upto ?? -1) >= Number(upto))
          return;
        snapshots.set(doc, { upto: Number(upto), data: state.slice() });
      });
      return [{ id: caseId }];
    },
  ],
  // Past states are not read there.
  [/^INSERT INTO case_checkpoint/, () => []],
  [
    /^INSERT INTO case_client/,
    (asked, [caseId, clientId, personId, deviceId]) => {
      const { clients } = asked.tables(String(caseId));
      if (clients.has(Number(clientId))) return [];
      clients.set(Number(clientId), { personId: String(personId), deviceId: String(deviceId) });
      return [{ client_id: String(clientId) }];
    },
  ],
  [
    /FROM case_client/,
    (asked, [caseId, clientId, personId, deviceId]) => {
      const held = asked.tables(String(caseId)).clients.get(Number(clientId));
      return held?.personId === personId && held?.deviceId === deviceId ? [{ held: true }] : [];
    },
  ],
];

/** Answers a statement. @throws for one that the simulation does not know: teach it here */
export function answer(
  asked: Asked,
  sql: string,
  values: readonly unknown[],
  by: object = {},
): readonly unknown[] {
  const text = sql.trim();
  const found = STATEMENTS.find(([pattern]) => pattern.test(text));
  if (!found) throw new Error(`The simulated database does not know: ${text}`);
  return found[1](asked, values, by);
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isSame(bytes: Uint8Array, other: unknown): boolean {
  return other instanceof Uint8Array && Buffer.compare(bytes, other) === 0;
}
