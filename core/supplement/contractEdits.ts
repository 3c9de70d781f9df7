import type * as Y from 'yjs';
import type {
  CaseDocument,
  ContractCitation,
  ContractDisposition,
  Disposition,
  Id,
} from '@/core/argument/document';
import { addNode, usedIdentifiers } from '@/core/argument/edits';
import { addRecord, setField, type Origin } from '@/core/argument/fieldEdits';
import { newId, nextIdentifier, type IdSource } from '@/core/argument/ids';
import { addCitation, addDisposition, removeRecord } from '@/core/argument/recordEdits';
import { readContractRecords } from '@/core/argument/structureDoc';
import type { BaseCondition, BaseGoal, BaseInterface } from './baseInterface';
import { referenceTo } from './citations';
import { dispositionsOf } from './obligations';

/**
 * Edits of a supplement's contract in the live document. Each is one transaction; each looks for the
 * record that is there before it makes one, so that two people at work do not answer one demand twice.
 */

export type DispositionRecord = ContractDisposition & { id: Id };
export type CitationRecord = ContractCitation & { id: Id };

/** What the document says to a condition, oldest first; more than one after a clash of two people. */
export function dispositionRecords(
  doc: Y.Doc,
  base: BaseInterface,
  condition: BaseCondition,
): DispositionRecord[] {
  const { dispositions } = readContractRecords(doc);
  const found = new Set<ContractDisposition>(
    dispositionsOf({ contract: { ...NO_CONTRACT, dispositions } }, base, condition),
  );
  return dispositions.filter((one) => found.has(one));
}

const NO_CONTRACT: NonNullable<CaseDocument['contract']> = {
  baseModule: '',
  baseRelease: '',
  cites: [],
  matches: [],
  dispositions: [],
};

/** Chooses how a condition is disposed of; what was written for another way stays, for going back. */
export function disposeAs(
  doc: Y.Doc,
  base: BaseInterface,
  condition: BaseCondition,
  disposition: Disposition,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const [known] = dispositionRecords(doc, base, condition);
  if (known !== undefined) {
    setField(doc, 'dispositions', known.id, 'disposition', disposition, origin);
    return known.id;
  }
  const empty = { owner: '', compensating: '', reviewBy: '', rationale: '', evidenceNeeded: '' };
  const made = { ...empty, condition: condition.id, disposition, by: [] };
  return addDisposition(doc, made, origin, ids);
}

/** Keeps one of several dispositions of one condition and removes the others. */
export function keepDisposition(
  doc: Y.Doc,
  base: BaseInterface,
  condition: BaseCondition,
  kept: Id,
  origin: Origin,
): void {
  doc.transact(() => {
    for (const { id } of dispositionRecords(doc, base, condition)) {
      if (id !== kept) removeRecord(doc, 'dispositions', id, origin);
    }
  }, origin);
}

/** Sets whether a claim is named by a disposition. */
export function nameClaim(
  doc: Y.Doc,
  disposition: Id,
  claim: Id,
  named: boolean,
  origin: Origin,
): void {
  const known = readContractRecords(doc).dispositions.find(({ id }) => id === disposition);
  if (known === undefined) return;
  const others = known.by.filter((id) => id !== claim);
  setField(doc, 'dispositions', disposition, 'by', named ? [...others, claim] : others, origin);
}

/** Adds an undeveloped goal of one's own below a claim or strategy, and names it by a disposition. */
export function addClaim(
  doc: Y.Doc,
  { disposition, parent, text }: { disposition: Id; parent: Id; text: string },
  origin: Origin,
  ids: IdSource = newId,
): { node: Id; identifier: string } {
  const identifier = nextIdentifier('goal', usedIdentifiers(doc, 'nodes'));
  const goal = { kind: 'goal', identifier, text, undeveloped: true, parent } as const;
  return doc.transact(() => {
    const { node } = addNode(doc, goal, origin, ids);
    nameClaim(doc, disposition, node, true, origin);
    return { node, identifier };
  }, origin);
}

/**
 * Cites a goal of the base below one's own claim: an away goal with the reference, and the clause of
 * the contract that says how. A goal that holds everywhere is inherited, any other asks for matches.
 */
export function citeGoal(
  doc: Y.Doc,
  base: BaseInterface,
  { goal, parent }: { goal: BaseGoal; parent: Id },
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const identifier = nextIdentifier('away-goal', usedIdentifiers(doc, 'nodes'));
  const away = referenceTo(base, goal);
  return doc.transact(() => {
    const { node } = addNode(doc, { kind: 'away-goal', identifier, away, parent }, origin, ids);
    sayHowCited(doc, { away: node, goal }, citingOf(goal), origin, ids);
    return node;
  }, origin);
}

function citingOf(goal: BaseGoal): ContractCitation['citing'] {
  return goal.reach === 'absolute' ? 'absolute' : 'bounded-with-context-match';
}

/** Says in the contract how an away goal cites: inherited as absolute, or by matching contexts. */
export function sayHowCited(
  doc: Y.Doc,
  { away, goal }: { away: Id; goal: BaseGoal },
  citing: ContractCitation['citing'],
  origin: Origin,
  ids: IdSource = newId,
): void {
  const known = readContractRecords(doc).cites.filter((cite) => cite.away === away);
  const [first] = known;
  if (first === undefined) {
    const cite = { away, node: goal.identifier, citing, localContexts: [], note: '' };
    addCitation(doc, cite, origin, ids);
  } else setField(doc, 'cites', first.id, 'citing', citing, origin);
}

/**
 * Sets one's own contexts beside a context of the base, and no others.
 *
 * @param locals the own contexts, assumptions or justifications; none to leave the line open
 */
export function setMatches(
  doc: Y.Doc,
  matches: readonly { id: Id; away: Id; context: Id; local: Id }[],
  line: { away: Id; context: Id },
  locals: readonly Id[],
  origin: Origin,
  ids: IdSource = newId,
): void {
  const { away, context } = line;
  const known = matches.filter((one) => one.away === away && one.context === context);
  const wanted = new Set(locals);
  doc.transact(() => {
    for (const { id, local } of known) {
      // The second of two that say the same goes too.
      if (!wanted.delete(local)) removeRecord(doc, 'matches', id, origin);
    }
    for (const local of wanted) {
      addRecord(doc, 'matches', ids(), { away, context, local }, origin);
    }
  }, origin);
}
