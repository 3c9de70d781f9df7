import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes';
import { parseCanonical } from './canonical';
import { freezeRelease } from './digest';
import { readView } from './disclosed';
import { sha256Hex } from './hash';
import { leaks } from './leaks';
import { parseRecord } from './records';
import { evidenceRecordId, recordsOf, textIdOf } from './recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from './testing/sampleCase';
import { buildView, checkView, edgesToWithheld, mayBeWithheld, parseView } from './view';
import type { Withholding } from './view';
import { proposeWithholding } from './withholding';

const facts = sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT)));
const release = freezeRelease(
  recordsOf(sampleDocument(), facts),
  new Uint8Array(32).fill(7),
  SAMPLE_HEAD,
);
const records = release.leaves.map((leaf) => parseRecord(parseCanonical(leaf.bytes)));
const byId = new Map(records.map((record) => [record.id, record]));
const why: Withholding = { class: 'security', reason: 'Attack details.' };

function withholding(ids: Iterable<string>): Map<string, Withholding> {
  return new Map([...ids].map((id) => [id, why]));
}

describe('a view', () => {
  it('of any subset that may be withheld adds up to the root', () => {
    const free = records.filter((record) => mayBeWithheld(record, byId)).map((record) => record.id);
    fc.assert(
      fc.property(fc.subarray(free), (chosen) => {
        const withhold = new Set(chosen);
        const view = buildView(release, {
          name: 'public',
          withhold: withholding(withhold),
          listedEdges: edgesToWithheld(records, withhold),
        });
        const parsed = parseView(view.bytes);
        expect(checkView(parsed, release)).toEqual([]);
        expect(parsed.leaves.filter((leaf) => !leaf.disclosed)).toHaveLength(withhold.size);
        readView(parsed);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to withhold what label, status and open problems are made from', () => {
    const kept = records.filter((record) => !mayBeWithheld(record, byId));
    expect([...new Set(kept.map((record) => record.kind))].sort()).toEqual([
      'condition',
      'decision',
      'identifier',
      'indicator',
      'residual',
      'subject',
    ]);
    for (const record of kept) {
      expect(() =>
        buildView(release, { name: 'public', withhold: withholding([record.id]) }),
      ).toThrow(/may not be withheld/);
    }
  });

  it('refuses a disclosed record that names a withheld one unless the edge is listed', () => {
    expect(() =>
      buildView(release, { name: 'public', withhold: withholding([sampleId('Sn1')]) }),
    ).toThrow(/names the withheld node/);
  });

  it('never holds the bytes, id or salt of what it withholds, except ids in listed edges', () => {
    const { withhold, edges } = proposeWithholding(records, [textIdOf(sampleId('G1'))]);
    const view = buildView(release, {
      name: 'public',
      withhold: withholding(withhold),
      listedEdges: edges,
    });
    const text = new TextDecoder().decode(view.bytes);
    expect(text).not.toContain(textIdOf(sampleId('G1')));
    expect(JSON.stringify(readView(parseView(view.bytes)).outline)).not.toContain(
      'self-exfiltration.',
    );
  });

  it.each<[string, (view: ViewJson) => void]>([
    ['a dropped leaf', (view) => void view.leaves.pop()],
    ['two leaves swapped', (view) => void view.leaves.reverse()],
    ['another release', (view) => void (view.release = '0'.repeat(64))],
    ['a changed salt', (view) => void (view.leaves[0]!.salt = 'AAAAAAAAAAAAAAAAAAAAAA==')],
    [
      'an edge that is none',
      (view) =>
        void view.edges.push({ from: sampleId('G0'), to: sampleId('S0'), leaf: '0'.repeat(64) }),
    ],
  ])('is found out with %s', (_what, change) => {
    const view = buildView(release, { name: 'owner' });
    const body = parseCanonical(view.bytes) as ViewJson;
    change(body);
    const parsed = parseView(
      utf8(
        JSON.stringify(
          body,
          [
            'schema',
            'name',
            'release',
            'leaves',
            'salt',
            'bytes',
            'edges',
            'from',
            'to',
            'leaf',
            'class',
            'reason',
          ].sort(),
        ),
      ),
    );
    expect(checkView(parsed, release)).not.toEqual([]);
  });
});

interface ViewJson {
  schema: string;
  name: string;
  release: string;
  leaves: { salt?: string; bytes?: string; leaf?: string; class?: string; reason?: string }[];
  edges: { from: string; to: string; leaf: string }[];
}

describe('withholding an element', () => {
  const { withhold, edges } = proposeWithholding(records, [sampleId('Sn1')]);

  it('takes its words, identifier, defeaters and evidence along and keeps its place', () => {
    expect([...withhold].map((id) => byId.get(id)?.kind).sort()).toEqual([
      'defeater',
      'evidence',
      'evidence-bytes',
      'identifier',
      'identifier',
      'link',
      'metric',
      'metric',
      'node',
      'text',
    ]);
    expect(edges).toEqual([{ from: sampleId('G1>Sn1'), to: sampleId('Sn1') }]);
  });

  it('is shown as withheld under its visible parent', () => {
    const view = buildView(release, {
      name: 'public',
      withhold: withholding(withhold),
      listedEdges: edges,
    });
    const read = readView(parseView(view.bytes));
    expect(
      read.outline.map((entry) =>
        entry.entry === 'node'
          ? `${'  '.repeat(entry.depth)}${entry.identifier ?? '?'}`
          : `${'  '.repeat(entry.depth)}${entry.entry}`,
      ),
    ).toEqual(['G0', '  C1', '  S0', '    G1', '      withheld', '    G2']);
    expect(leaks(parseView(view.bytes))).toMatchObject({
      listedEdges: 1,
      withheld: { security: 10 },
    });
  });
});

describe('reading a whole view', () => {
  it('shows texts, criteria, evidence with metrics, and conditions on what they protect', () => {
    const read = readView(parseView(buildView(release, { name: 'owner' }).bytes));
    const nodes = read.outline.filter((entry) => entry.entry === 'node');
    const solution = nodes.find((entry) => entry.identifier === 'Sn1');
    expect(solution?.evidence[0]?.metrics.map((metric) => metric.value)).toEqual(['1', '0.0058']);
    expect(solution?.evidence[0]?.bytes?.size).toBe(SAMPLE_ARTEFACT.length);
    const goal = nodes.find((entry) => entry.identifier === 'G1');
    expect(goal?.conditions).toHaveLength(2);
    expect(goal?.criteria[0]?.value).toBe('0.010');
    expect(byId.get(evidenceRecordId('ev-control-evaluation'))?.kind).toBe('evidence');
    expect(read.conditions.map((one) => one.identifier)).toEqual(['COU-01', 'COU-02']);
  });
});
