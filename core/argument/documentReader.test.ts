import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { builtInTemplate } from '@/core/templates/templates';
import { DocumentReader } from './documentReader';
import { removeNode } from './edits';
import { entryText, setField } from './fieldEdits';
import { countingIds } from './ids';
import { readDocument, writeDocument } from './structureDoc';

describe('a reader that follows a document', () => {
  it('reads anew what changed and keeps every other node the same object', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('scheming', countingIds()));
    const reader = DocumentReader.follow(doc);
    const before = reader.read().document.nodes;
    const [first, second] = before;
    entryText(doc, 'nodes', first?.id ?? '', 'text')?.insert(0, 'Indeed: ');
    const after = reader.read().document.nodes;
    expect(after[0]?.text).toBe(`Indeed: ${first?.text}`);
    expect(after.slice(1).every((node, index) => node === before[index + 1])).toBe(true);
    removeNode(doc, second?.id ?? '', 'me');
    expect(reader.read()).toEqual(readDocument(doc));
    reader.stop();
  });

  it('is current for observers, and no longer after it was stopped', () => {
    const doc = new Y.Doc();
    writeDocument(doc, builtInTemplate('ai-control', countingIds()));
    const reader = DocumentReader.follow(doc);
    const [node] = reader.read().document.nodes;
    const seen: string[] = [];
    doc.getMap('nodes').observeDeep(() => {
      seen.push(reader.read().document.nodes[0]?.identifier ?? '');
    });
    setField(doc, 'nodes', node?.id ?? '', 'identifier', 'G1', 'me');
    reader.stop();
    setField(doc, 'nodes', node?.id ?? '', 'identifier', 'G2', 'me');
    expect(seen).toEqual(['G1', 'G1']);
  });
});
