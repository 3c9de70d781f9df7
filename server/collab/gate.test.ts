import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { countingIds } from '@/core/argument/ids';
import { writeDocument } from '@/core/argument/structureDoc';
import { bodyDocument, rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { builtInTemplate } from '@/core/templates/templates';
import { createTwin, judgeAct } from './gate';

/** Time of the processor, not of the clock: on a busy machine the two have little in common. */
function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const AUTHOR = 1_000;
const VICTIM = 2_000;
const UNKNOWN = 3_000;

/** The twins of a case, and an honest page of its author. */
class Bench {
  readonly twins = new Map<string, Y.Doc>();
  readonly spoilt: string[] = [];
  readonly page = new Y.Doc({ gc: false });
  readonly node: string;

  constructor() {
    const template = builtInTemplate('ai-control', countingIds());
    this.node = template.root ?? '';
    const seed = new Y.Doc();
    writeDocument(seed, template);
    this.page.clientID = AUTHOR;
    Y.applyUpdate(this.twin(STRUCTURE_DOCUMENT), Y.encodeStateAsUpdate(seed));
    Y.applyUpdate(this.page, Y.encodeStateAsUpdate(seed));
    const victim = new Y.Doc({ gc: false });
    victim.clientID = VICTIM;
    Y.applyUpdate(victim, Y.encodeStateAsUpdate(seed));
    statement(victim, this.node).insert(0, 'Victim. ');
    for (const doc of [this.twin(STRUCTURE_DOCUMENT), this.page]) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(victim));
    }
  }

  twin(name: string): Y.Doc {
    const twin = this.twins.get(name) ?? createTwin(name);
    this.twins.set(name, twin);
    return twin;
  }

  judge(update: Uint8Array, doc = STRUCTURE_DOCUMENT) {
    return judgeAct([{ doc, update }], AUTHOR, {
      get: (name) => this.twin(name),
      spoil: (name) => this.spoilt.push(name),
    });
  }

  /** What the page sends for a change of its document. */
  change(act: (doc: Y.Doc) => void): Uint8Array {
    const before = Y.encodeStateVector(this.page);
    this.page.transact(() => act(this.page));
    return Y.encodeStateAsUpdate(this.page, before);
  }

  read(): string {
    return statement(this.twin(STRUCTURE_DOCUMENT), this.node).toJSON();
  }
}

function statement(doc: Y.Doc, node: string): Y.Text {
  const map = rootMap(doc, 'nodes').get(node);
  const text = map instanceof Y.Map ? map.get('text') : null;
  if (!(text instanceof Y.Text)) throw new Error('The node has no statement.');
  return text;
}

/** Bytes of an update as an attacker would write them, number by number. */
function bytes(write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder();
  write(to);
  return encoding.toUint8Array(to);
}

function numbers(...values: number[]): Uint8Array {
  return bytes((to) => {
    for (const value of values) encoding.writeVarUint(to, value);
  });
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe('the gate lets honest work pass', () => {
  it('typing, and tells whose statement it was', () => {
    const verdict = bench.judge(bench.change((doc) => statement(doc, bench.node).insert(0, 'x')));
    expect(verdict).toEqual({
      verdict: 'passed',
      touched: [{ element: bench.node, cause: 'edit' }],
    });
    expect(bench.read().startsWith('x')).toBe(true);
  });

  it('a node added and removed again offline, with its text', () => {
    const id = 'f'.repeat(32);
    const add = bench.change((doc) => {
      const [like] = rootMap(doc, 'nodes').values();
      if (like instanceof Y.Map) rootMap(doc, 'nodes').set(id, like.clone());
    });
    const type = bench.change((doc) => statement(doc, id).insert(0, 'typed '));
    const remove = bench.change((doc) => rootMap(doc, 'nodes').delete(id));
    for (const update of [add, type, remove]) expect(bench.judge(update).verdict).toBe('passed');
    expect(rootMap(bench.twin(STRUCTURE_DOCUMENT), 'nodes').has(id)).toBe(false);
  });

  it('typing in a node that a colleague removed meanwhile', () => {
    rootMap(bench.twin(STRUCTURE_DOCUMENT), 'nodes').delete(bench.node);
    const update = bench.change((doc) => statement(doc, bench.node).insert(0, 'x'));
    expect(bench.judge(update).verdict).toBe('passed');
  });

  it('a body of a node, also of one that is gone', () => {
    const body = new Y.Doc({ gc: false });
    body.clientID = AUTHOR;
    body.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
    const name = bodyDocument(bench.node);
    rootMap(bench.twin(STRUCTURE_DOCUMENT), 'nodes').delete(bench.node);
    expect(bench.judge(Y.encodeStateAsUpdate(body), name).verdict).toBe('passed');
  });
});

describe('the gate refuses, and nothing of it stays', () => {
  const poisoned: [string, (bench: Bench) => Uint8Array][] = [
    // One client section, one struct, client, clock, info 0 (GC), length; no deletions.
    [
      'a collected struct of the victim with a huge length',
      () => numbers(1, 1, VICTIM, 8, 0, 1e9, 0),
    ],
    ['a collected struct under the own id', () => numbers(1, 1, AUTHOR, 0, 0, 5, 0)],
    ['a skipped range', () => numbers(1, 1, AUTHOR, 0, 10, 5, 0)],
    ['work under the victim’s id', () => foreign(VICTIM)],
    ['work under an id nobody has', () => foreign(UNKNOWN)],
    ['two clients in one update', () => Y.mergeUpdates([foreign(VICTIM), foreign(AUTHOR)])],
    ['deletion of what the own id never wrote', () => numbers(0, 1, AUTHOR, 1, 0, 1_000)],
    ['an empty deletion', () => numbers(0, 1, AUTHOR, 1, 0, 0)],
    ['50,000 clients', () => manyClients(50_000)],
    ['more structs than there are bytes', () => numbers(1, 2 ** 40, AUTHOR, 0)],
    ['a length beyond counting', () => numbers(1, 1, AUTHOR, 0, 0, Number.MAX_SAFE_INTEGER, 0)],
    ['nothing at all', () => new Uint8Array()],
    ['noise', () => new Uint8Array([255, 255, 255, 255, 9, 9, 9])],
    [
      'a truncated update',
      (on) => on.change((doc) => statement(doc, on.node).insert(0, 'whole')).slice(0, -3),
    ],
    ['a new root', (on) => on.change((doc) => doc.getMap('status').set('approved', true))],
    ['a list in place of a map', (on) => on.change((doc) => doc.getArray('more').push([1]))],
    [
      'a document inside the document',
      (on) => on.change((doc) => rootMap(doc, 'nodes').set('f'.repeat(32), new Y.Doc())),
    ],
    [
      'bytes in place of a value',
      (on) => on.change((doc) => rootMap(doc, 'facts').set('window.from', new Uint8Array(9))),
    ],
    [
      'a field nobody knows',
      (on) => on.change((doc) => setField(doc, on.node, 'status', 'approved')),
    ],
    [
      'a value of another type',
      (on) => on.change((doc) => setField(doc, on.node, 'undeveloped', 'no')),
    ],
    ['a removed field', (on) => on.change((doc) => removeField(doc, on.node, 'text'))],
    [
      'a statement of 5,000 characters',
      (on) => on.change((doc) => statement(doc, on.node).insert(0, 'x'.repeat(5_000))),
    ],
    [
      'an embedded object in a statement',
      (on) => on.change((doc) => statement(doc, on.node).insertEmbed(0, { a: 1 })),
    ],
    [
      'formatting in a statement',
      (on) => on.change((doc) => statement(doc, on.node).format(0, 3, { bold: true })),
    ],
  ];
  for (const [what, forge] of poisoned) {
    it(what, () => {
      const before = bench.read();
      const update = forge(bench);
      const started = process.cpuUsage();
      const { verdict } = bench.judge(update);
      expect(millisecondsSince(started)).toBeLessThan(100);
      expect(['refused', 'too-large']).toContain(verdict);
      if (bench.spoilt.length > 0) return;
      expect(bench.read()).toBe(before);
      expect(bench.twin(STRUCTURE_DOCUMENT).store.clients.has(UNKNOWN)).toBe(false);
      expect(bench.twin(STRUCTURE_DOCUMENT).share.has('status')).toBe(false);
    });
  }

  it('deletion of what a stranger never wrote, after looking whether it was written elsewhere', () => {
    expect(bench.judge(numbers(0, 1, UNKNOWN, 1, 0, 1_000)).verdict).toBe('unknown-reference');
    expect(bench.judge(numbers(0, 1, VICTIM, 1, 0, 1_000)).verdict).toBe('unknown-reference');
  });

  it('a gap in the own clock, after looking whether the rest was sent elsewhere', () => {
    bench.change((doc) => statement(doc, bench.node).insert(0, 'kept back'));
    const sent = bench.change((doc) => statement(doc, bench.node).insert(0, 'sent'));
    expect(bench.judge(sent).verdict).toBe('unknown-reference');
    expect(bench.read()).not.toContain('sent');
  });

  it('a body of a node that never was', () => {
    const body = new Y.Doc({ gc: false });
    body.clientID = AUTHOR;
    body.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
    const update = Y.encodeStateAsUpdate(body);
    expect(bench.judge(update, bodyDocument('e'.repeat(32))).verdict).toBe('unknown-reference');
    expect(bench.spoilt).toEqual([bodyDocument('e'.repeat(32))]);
    expect(bench.judge(update, '../structure').verdict).toBe('refused');
  });

  it('an update of a megabyte and one of a hundred thousand structs, at once', () => {
    expect(bench.judge(new Uint8Array(1_000_001)).verdict).toBe('too-large');
    expect(bench.judge(numbers(1, 100_000, AUTHOR, 0)).verdict).toBe('too-large');
  });

  it('a resend of what is already there, under the same clocks', () => {
    const update = bench.change((doc) => statement(doc, bench.node).insert(0, 'x'));
    expect(bench.judge(update).verdict).toBe('passed');
    expect(bench.judge(update).verdict).toBe('refused');
  });

  it('noise of every kind without throwing or hanging', () => {
    const page = new Y.Doc({ gc: false });
    page.clientID = AUTHOR;
    page.getMap('facts').set('decision', new Y.Text('May it be deployed?'));
    const state = Y.encodeStateAsUpdate(page);
    const before = Y.encodeStateVector(page);
    page.transact(() => {
      page.getMap<Y.Text>('facts').get('decision')?.insert(3, ' not');
      page.getMap('facts').set('window.from', '2027-03-01');
    });
    const honest = Y.encodeStateAsUpdate(page, before);
    const mutation = fc.tuple(fc.nat(honest.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const mutated = honest.slice();
        for (const [at, byte] of mutations) mutated[at] = byte;
        const twin = createTwin(STRUCTURE_DOCUMENT);
        Y.applyUpdate(twin, state);
        const entries = [{ doc: STRUCTURE_DOCUMENT, update: mutated }];
        const started = process.cpuUsage();
        judgeAct(entries, AUTHOR, { get: () => twin, spoil: () => undefined });
        expect(millisecondsSince(started)).toBeLessThan(100);
      }),
      { numRuns: 5_000 },
    );
  });
});

function manyClients(count: number): Uint8Array {
  return bytes((to) => {
    encoding.writeVarUint(to, count);
    for (let client = 1; client <= count; client += 1) {
      for (const value of [1, client, 1, 0, 1]) encoding.writeVarUint(to, value);
    }
    encoding.writeVarUint(to, 0);
  });
}

function foreign(client: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getMap('facts').set('decision', 'x');
  return Y.encodeStateAsUpdate(doc);
}

function setField(doc: Y.Doc, node: string, field: string, value: unknown): void {
  const map = rootMap(doc, 'nodes').get(node);
  if (map instanceof Y.Map) map.set(field, value);
}

function removeField(doc: Y.Doc, node: string, field: string): void {
  const map = rootMap(doc, 'nodes').get(node);
  if (map instanceof Y.Map) map.delete(field);
}
