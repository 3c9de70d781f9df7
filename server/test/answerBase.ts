import type * as Y from 'yjs';
import { addNode } from '@/core/argument/edits';
import { setFact, setField, setMeta } from '@/core/argument/fieldEdits';
import { newId } from '@/core/argument/ids';
import {
  addCitation,
  addDisposition,
  addEvidenceReference,
  addFailureCondition,
  addOutcome,
} from '@/core/argument/recordEdits';
import { readDocument } from '@/core/argument/structureDoc';
import { addRecord } from '@/core/argument/fieldEdits';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { referenceTo } from '@/core/supplement/citations';

/**
 * Writes a small supplement that may be frozen: one claim with evidence that answers every condition,
 * and the first bounded public goal of the base, cited with its contexts beside an own one.
 */
export function answerBase(doc: Y.Doc, base: BaseInterface, evidence: string): void {
  const { document } = readDocument(doc);
  const root = document.root ?? '';
  setField(
    doc,
    'nodes',
    root,
    'text',
    'Using the assistant on these wards is acceptably safe.',
    null,
  );
  setField(doc, 'nodes', root, 'claim', 'claimed', null);
  setMeta(doc, 'module', 'wards', null);
  const claim = child(
    doc,
    root,
    'goal',
    'HS1',
    'Drafts have no effect before a clinician accepts.',
  );
  const solution = child(doc, claim, 'solution', 'Sn1', 'Workflow test of the wards.');
  addEvidenceReference(doc, { node: solution, evidence, shows: 'No draft took effect.' }, null);
  const context = child(doc, root, 'context', 'C1', 'Wards 4, 5 and 9, adult inpatients.');
  const cited = base.goals.find(({ reach }) => reach === 'bounded');
  if (cited) {
    const away = child(doc, root, 'away-goal', 'AG1', '');
    setField(doc, 'nodes', away, 'away', referenceTo(base, cited), null);
    addCitation(
      doc,
      {
        away,
        node: cited.identifier,
        citing: 'bounded-with-context-match',
        localContexts: [context],
        note: '',
      },
      null,
    );
    for (const inScope of cited.inScope)
      addRecord(doc, 'matches', newId(), { away, context: inScope, local: context }, null);
  }
  for (const { identifier } of base.conditions)
    addDisposition(
      doc,
      {
        condition: identifier,
        disposition: 'discharge',
        by: [claim],
        owner: '',
        compensating: '',
        reviewBy: '',
        rationale: '',
        evidenceNeeded: '',
      },
      null,
    );
  const facts = {
    'subject.name': 'Larch Scribe',
    'subject.version': '3',
    'subject.digest': 'sha256:scribe',
    'setting.name': 'Wards 4, 5 and 9',
    'setting.purpose': 'Drafts letters for a clinician to sign.',
    'setting.users': 'Clinicians',
    'setting.tasks': 'Drafting',
    'setting.permissions': 'Reads charts, writes drafts',
    'setting.oversight': 'Each draft is signed',
    'setting.volume': '400 a day',
    decision: 'May the assistant be used on these wards?',
    'window.from': base.window.from,
    'window.until': base.window.until,
    'window.zone': base.window.zone,
  } as const;
  for (const [path, value] of Object.entries(facts))
    setFact(doc, path as keyof typeof facts, value, null);
  setFact(doc, 'window.ends', 're-argue', null);
  addOutcome(
    doc,
    { identifier: 'O1', text: 'A patient is harmed.', criterion: 'as low as without it' },
    null,
  );
  addFailureCondition(
    doc,
    { text: 'A draft takes effect unsigned.', trigger: 'incident report', unmonitorable: false },
    null,
  );
}

function child(
  doc: Y.Doc,
  parent: string,
  kind: 'goal' | 'solution' | 'context' | 'away-goal',
  identifier: string,
  text: string,
): string {
  const { node } = addNode(doc, { kind, identifier, text, parent, claim: 'claimed' }, null);
  return node;
}
