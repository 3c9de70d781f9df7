import * as Y from 'yjs';
import type { CaseTables } from './tables';
import { DOCUMENTS, textOf, wordsOf } from './content';
import type { FakePage } from './page';

/** What came out of a schedule that must never come out of one. */
export interface Violation {
  kind:
    | 'lost'
    | 'doubled'
    | 'repeated'
    | 'phantom'
    | 'foreign'
    | 'diverged'
    | 'unsent'
    | 'took-back'
    | 'merged';
  what: string;
}

/** Everything that is in the log, as documents. */
export function fold(tables: CaseTables): Map<string, Y.Doc> {
  const documents = emptyDocuments();
  for (const { entries } of tables.log) {
    for (const { doc, update } of entries) {
      const found = documents.get(doc);
      if (found) Y.applyUpdate(found, update);
    }
  }
  return documents;
}

function emptyDocuments(): Map<string, Y.Doc> {
  return new Map(DOCUMENTS.map((name) => [name, new Y.Doc({ guid: name })]));
}

/** What the merged states and the acts after them give: what joiners are sent. */
function foldMerged(tables: CaseTables): Map<string, Y.Doc> {
  const documents = emptyDocuments();
  const upto = Math.max(0, ...[...tables.snapshots.values()].map((state) => state.upto));
  for (const [name, { data }] of tables.snapshots) {
    const found = documents.get(name);
    if (found) Y.applyUpdate(found, data);
  }
  for (const { entries } of tables.log.slice(upto)) {
    for (const { doc, update } of entries) {
      const found = documents.get(doc);
      if (found) Y.applyUpdate(found, update);
    }
  }
  return documents;
}

/**
 * Holds the log and all pages of a case against what is promised (docs/collaboration.md), once
 * everything is healed. Pages that are gone count for what they were promised while they lived.
 */
export function violations(tables: CaseTables, pages: readonly FakePage[]): Violation[] {
  const found: Violation[] = [];
  const report = (kind: Violation['kind'], what: string): void => void found.push({ kind, what });
  const documents = fold(tables);
  const merged = foldMerged(tables);
  const words = new Map<string, string>();
  for (const [name, doc] of documents) {
    words.set(name, wordsOf(textOf(doc, name)));
    if (wordsOf(textOf(merged.get(name) ?? new Y.Doc(), name)) !== words.get(name))
      report('merged', `the merged states of ${name} tell something else than its log`);
  }
  const everything = [...words.values()].join('');
  const count = (character: string): number => everything.split(character).length - 1;

  const marks = new Map(
    pages.flatMap((page) => page.marks.map((mark) => [mark.character, mark] as const)),
  );
  for (const character of everything) {
    if (character >= '\ue000' && character <= '\uf8ff' && !marks.has(character))
      report('phantom', `${nameOf(character)} is in the log and nobody typed it`);
  }
  for (const { character, promised, discarded, page } of marks.values()) {
    const times = count(character);
    if (times > 1) report('doubled', `${nameOf(character)} of ${page.name}, ${times} times`);
    if (times > 0) continue;
    if (promised) report('lost', `${nameOf(character)} of ${page.name} was shown as saved`);
    else if (!page.dead && !discarded)
      report(
        'unsent',
        `${nameOf(character)} of ${page.name} is on its page and was not sent again`,
      );
  }
  const seen = new Set<string>();
  for (const { seq, clientId, requestId, personId } of tables.log) {
    if (clientId === 0) continue;
    const key = `${clientId} ${requestId}`;
    if (seen.has(key)) report('repeated', `request ${requestId} of ${clientId} again as ${seq}`);
    seen.add(key);
    if (tables.clients.get(clientId)?.personId !== personId)
      report('foreign', `act ${seq} is under a client id that ${personId} does not have`);
  }
  for (const page of pages) {
    for (const what of page.broken) report('took-back', `${page.name}: ${what}`);
    if (page.dead) continue;
    if (page.connection.saveState().kind !== 'saved') {
      const { connection } = page;
      const said = [connection.saveState(), connection.linkState()];
      report('unsent', `${page.name} says ${JSON.stringify(said)}`);
    }
    for (const name of DOCUMENTS) {
      const { doc, synced } = page.connection.documentState(name);
      if (!synced || wordsOf(textOf(doc, name)) !== words.get(name))
        report('diverged', `${page.name} shows another ${name} than the log has`);
    }
  }
  return found;
}

function nameOf(character: string): string {
  return `mark ${character.charCodeAt(0) - 0xe000}`;
}
