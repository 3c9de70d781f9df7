import * as Y from 'yjs';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import type { Entry } from '@/core/collab/messages';
import { touchedElements, type Touched } from '@/core/collab/touchedElements';
import { BUS_CHANNEL } from '@/server/platform/bus';
import { lockCase, type Tx } from '@/server/platform/database';
import { createTwin, isDocumentName } from './gate';
import { readEveryAct, readMergedStatesAt } from './history';
import { transactionQuery, type Query } from './query';
import { encodeAct } from './row';

/** The documents of a case as they are at one sequence number. */
export interface CaseDocuments {
  seq: number;
  structure: Y.Doc;
  /** By node id; nodes whose body nobody ever wrote are missing. */
  bodies: Map<string, Y.Doc>;
}

const BODY_PREFIX = 'body:';

/**
 * Reads a case's documents from the log, all at one sequence number.
 *
 * Take the case row's lock first ({@link lockCase}) when what you do next depends on nobody
 * writing in between, as a freeze does.
 *
 * @param upto an earlier state of the case; by default everything that is committed
 * @throws AppError `expired` when that state is older than what is kept
 * @throws LogDamagedError when the log lacks an act
 */
export async function loadDocuments(tx: Tx, caseId: string, upto?: number): Promise<CaseDocuments> {
  const query = transactionQuery(tx);
  const seq = upto ?? (await readHead(query, caseId));
  const documents = await foldLog(query, caseId, seq);
  const structure = documents.get(STRUCTURE_DOCUMENT) ?? createTwin(STRUCTURE_DOCUMENT);
  documents.delete(STRUCTURE_DOCUMENT);
  const bodies = new Map<string, Y.Doc>();
  for (const [name, doc] of documents) bodies.set(name.slice(BODY_PREFIX.length), doc);
  return { seq, structure, bodies };
}

export interface ServerUpdate {
  caseId: string;
  /** On whose behalf; that person has then contributed to what the update touches. */
  personId: string;
  sessionId: string;
  cause: 'seed' | 'instantiate' | 'import' | 'restore' | 'repair' | 'edit';
  /** yjs V1 updates, one per document. */
  entries: readonly Entry[];
}

/**
 * Appends an act of the server to a case's log, inside the caller's transaction: everybody who
 * has the case open gets it when, and only when, that commits.
 *
 * @returns the sequence number, given out under the case row's lock
 * @throws AppError `not-found` when there is no such case
 * @throws Error when an update does not follow from the case's documents
 */
export async function appendServerUpdate(tx: Tx, update: ServerUpdate): Promise<{ seq: number }> {
  const { caseId, personId } = update;
  const { headSeq } = await lockCase(tx, caseId);
  const seq = headSeq + 1;
  const query = transactionQuery(tx);
  const touched = await applyAndWatch(query, update, headSeq);
  await appendAct(query, seq, update);
  await recordContributions(
    query,
    caseId,
    touched.map(({ element, cause }) => ({
      element,
      personId,
      cause: contributionCause(update.cause, cause),
    })),
  );
  return { seq };
}

/** One line of the permanent record. */
export interface Contributed {
  element: string;
  personId: string;
  cause: string;
}

/** @returns how many of them were not recorded before */
export async function recordContributions(
  query: Query,
  caseId: string,
  contributed: readonly Contributed[],
): Promise<number> {
  const added = await query(
    `INSERT INTO contribution (case_id, node_id, person_id, cause)
     SELECT $1, t.node_id, t.person_id, t.cause
     FROM unnest($2::text[], $3::text[], $4::text[]) AS t (node_id, person_id, cause)
     ON CONFLICT DO NOTHING RETURNING node_id`,
    [
      caseId,
      contributed.map(({ element }) => element),
      contributed.map(({ personId }) => personId),
      contributed.map(({ cause }) => cause),
    ],
  );
  return added.length;
}

/** What {@link appendAct} puts into the log. */
export type ServerAct = Omit<ServerUpdate, 'cause'> & { cause: ServerUpdate['cause'] | 'tidy' };

/** Puts an act into the log, under the case row's lock: `seq` is the next number. */
export async function appendAct(query: Query, seq: number, act: ServerAct): Promise<void> {
  const { caseId, personId, sessionId, cause } = act;
  const row = encodeAct({ requestId: 0, entries: [...act.entries] });
  await query('UPDATE safety_case SET head_seq = $2::int WHERE id = $1 RETURNING id', [
    caseId,
    seq,
  ]);
  await query(
    `INSERT INTO case_update (case_id, seq, person_id, session_id, client_id, cause, entries)
     VALUES ($1, $2::int, $3, $4, 0, $5, $6) RETURNING seq`,
    [caseId, seq, personId, sessionId, cause, row],
  );
  const message = { topic: 'case-updated', message: { caseId, seq, origin: 'server' } };
  await query('SELECT pg_notify($1, $2)::text AS sent', [BUS_CHANNEL, JSON.stringify(message)]);
}

/** Seeds and imports are recorded as such; everything else as the kind of edit it is. */
export function contributionCause(cause: string, touched: Touched['cause']): string {
  return cause === 'seed' || cause === 'import' ? cause : touched;
}

async function applyAndWatch(
  query: Query,
  update: ServerUpdate,
  headSeq: number,
): Promise<Touched[]> {
  const names = update.entries.map(({ doc }) => doc);
  if (names.length === 0 || new Set(names).size !== names.length || !names.every(isDocumentName)) {
    throw new Error('An act changes at least one document, and names each once.');
  }
  const documents = await foldLog(query, update.caseId, headSeq, new Set(names));
  const found = new Map<string, Touched>();
  for (const { doc: name, update: bytes } of update.entries) {
    const doc = documents.get(name) ?? createTwin(name);
    doc.once('afterTransaction', (transaction: Y.Transaction) => {
      for (const one of touchedElements(transaction, name)) {
        found.set(`${one.cause} ${one.element}`, one);
      }
    });
    Y.applyUpdate(doc, bytes);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      throw new Error(`The update of ${name} builds on what the case does not have.`);
    }
  }
  return [...found.values()];
}

async function readHead(query: Query, caseId: string): Promise<number> {
  const rows = await query<{ head_seq: number }>('SELECT head_seq FROM safety_case WHERE id = $1', [
    caseId,
  ]);
  return rows[0]?.head_seq ?? 0;
}

/** Documents at `seq`, by name: from the merged states where they don't go too far. */
export async function foldLog(
  query: Query,
  caseId: string,
  seq: number,
  only?: ReadonlySet<string>,
): Promise<Map<string, Y.Doc>> {
  const documents = new Map<string, Y.Doc>();
  const find = (name: string): Y.Doc => {
    const found = documents.get(name);
    if (found) return found;
    const created = createTwin(name);
    documents.set(name, created);
    return created;
  };
  const merged = await readMergedStatesAt(query, caseId, seq);
  for (const { doc, data } of merged.states) {
    if (!only || only.has(doc)) Y.applyUpdate(find(doc), data);
  }
  const changes = new Map<string, Uint8Array[]>();
  for (const act of await readEveryAct(query, caseId, merged.upto, seq)) {
    for (const { doc, update } of act.entries) {
      if (only && !only.has(doc)) continue;
      const list = changes.get(doc) ?? [];
      list.push(update);
      changes.set(doc, list);
    }
  }
  for (const [name, updates] of changes) {
    const doc = find(name);
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
  }
  return documents;
}
