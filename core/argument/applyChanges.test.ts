import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import { applyChanges } from './applyChanges';
import { addNode, removeNode } from './edits';
import { setFact, setField } from './fieldEdits';
import { countingIds } from './ids';
import {
  addExclusion,
  addFailureCondition,
  addOutcome,
  removeRecord,
  setParameter,
} from './recordEdits';
import { readContractRecords, readDocument, readExclusions, writeDocument } from './structureDoc';

const ME = 'me';

describe('applying the difference between two documents', () => {
  it('restores an older version, lists and their order included', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('hospital-supplement', countingIds()));
    for (const text of ['one', 'two', 'three']) addExclusion(doc, text, ME);
    addOutcome(doc, { identifier: 'O1', text: 'harm', criterion: 'none' }, ME);
    setParameter(doc, 'hospital', 'St Elsewhere', ME);
    const older = readDocument(doc).document;

    const [first, second] = readExclusions(doc);
    removeRecord(doc, 'exclusions', first?.id ?? '', ME);
    setField(doc, 'exclusions', second?.id ?? '', 'text', '2', ME);
    const { cites, dispositions } = readContractRecords(doc);
    removeRecord(doc, 'cites', cites[1]?.id ?? '', ME);
    setField(doc, 'dispositions', dispositions[0]?.id ?? '', 'owner', 'nurse in charge', ME);
    addFailureCondition(doc, { text: 'x', trigger: '', unmonitorable: true }, ME);
    addOutcome(doc, { identifier: 'O2', text: '', criterion: '' }, ME);
    removeRecord(doc, 'outcomes', older.facts.outcomes[0]?.id ?? '', ME);
    setFact(doc, 'setting.users', 'clinicians', ME);
    setParameter(doc, 'hospital', '', ME);
    const node = older.nodes[5]?.id ?? '';
    addNode(doc, { kind: 'goal', identifier: 'NEW', parent: node }, ME);
    removeNode(doc, node, ME);
    const newer = readDocument(doc).document;
    expect(newer).not.toEqual(older);

    applyChanges(doc, newer, older, ME);
    expect(readDocument(doc)).toEqual({ document: older, problems: [] });
    applyChanges(doc, older, newer, ME);
    expect(readDocument(doc)).toEqual({ document: newer, problems: [] });
  });

  it('touches nothing that is the same in both', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('scheming', countingIds()));
    const before = Y.encodeStateVector(doc);
    const { document } = readDocument(doc);
    applyChanges(doc, document, document, ME);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});
