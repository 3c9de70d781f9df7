import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankCase, blankDefeater, blankLink, blankNode } from '@/core/argument/blank';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { TEMPLATE_YAML } from '@/core/templates/embedded';
import { exportCasewrightJson, importCasewrightJson } from './casewrightJson';
import { casewrightJsonSchema } from './casewrightSchema';
import { derivedIds } from './derivedIds';
import { detectImportFormat, IMPORT_FORMATS } from './importFormats';
import { importTemplateYaml } from './templateYaml';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const document = builtInTemplate('hospital-supplement', countingIds());
const json = text(exportCasewrightJson(document));

function changed(change: (json: Record<string, unknown>) => void): Uint8Array {
  const copy: Record<string, unknown> = JSON.parse(json);
  change(copy);
  return bytes(JSON.stringify(copy));
}

/** Every list that may be long, at its limit. */
function fullCase(): CaseDocument {
  const id = (list: number, index: number) => `${list}${index.toString(16).padStart(31, '0')}`;
  const upTo = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  return blankCase({
    module: 'main',
    root: id(1, 0),
    nodes: upTo(LIMITS.nodes, (at) =>
      blankNode({
        id: id(1, at),
        kind: 'goal',
        identifier: `G${at}`,
        module: 'main',
        text: 'It holds.',
      }),
    ),
    links: upTo(LIMITS.links, (at) =>
      blankLink({
        id: id(2, at),
        kind: 'supported-by',
        from: id(1, Math.floor(at / 4)),
        to: id(1, Math.min(LIMITS.nodes - 1, Math.floor(at / 4) + 1 + (at % 4))),
        rank: 'a',
      }),
    ),
    defeaters: upTo(LIMITS.defeaters, (at) =>
      blankDefeater({ id: id(3, at), identifier: `D${at}`, target: { node: id(1, at) } }),
    ),
    evidence: upTo(LIMITS.evidence, (at) => ({
      id: id(4, at),
      node: id(1, at),
      evidence: `e${at}`,
      shows: 'A rate.',
    })),
    criteria: upTo(LIMITS.criteria, (at) => ({
      id: id(5, at),
      node: id(1, at),
      metric: 'rate',
      comparator: '<=',
      value: '0.01',
      unit: '',
      failure: 'Above.',
    })),
    bodies: Object.fromEntries(
      upTo(LIMITS.nodes, (at) => [
        id(1, at),
        {
          type: 'doc',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Because.' }] }],
        },
      ]),
    ),
  });
}

describe('Casewright JSON', () => {
  for (const { id } of TEMPLATES) {
    it(`carries ${id} there and back, byte for byte`, () => {
      const original = builtInTemplate(id, countingIds());
      const exported = exportCasewrightJson(original);
      expect(importCasewrightJson(exported)).toEqual({ document: original, findings: [] });
      const shuffled = { ...original, nodes: original.nodes.toReversed() };
      expect(exportCasewrightJson(shuffled)).toEqual(exported);
    });
  }

  it('refuses what it can’t keep, and says where', () => {
    const refusals: [Uint8Array, string, string][] = [
      [bytes('{"schema": '), 'line 1, column 12', 'ends too early'],
      [bytes(''), 'line 1, column 1', 'ends too early'],
      [bytes('[]'), '', 'expected object'],
      [changed((copy) => (copy.colour = 'green')), '', 'colour'],
      [changed((copy) => (copy.root = 'G0')), 'root', '32 lower-case hex'],
      [changed((copy) => (copy.title = 'x'.repeat(301))), 'title', 'longer than 300'],
      [changed((copy) => (copy.bodies = { x: 1 })), 'bodies.x', ''],
      [bytes(json.replace('"nodes"', '"title": "again", "nodes"')), 'title', 'stands twice'],
      [bytes(json.replace('"title": "', '"title": "\\ud800')), '', 'Half a character'],
      [Uint8Array.of(0xff, 0xfe, 0x00), '', 'not UTF-8'],
    ];
    for (const [data, path, message] of refusals) {
      const result = importCasewrightJson(data);
      expect(result.document, message).toBeNull();
      expect(result.findings.map((one) => one.severity)).toContain('error');
      expect(result.findings.map((one) => one.message).join(' ')).toContain(message);
      if (path !== '') expect(result.findings.map((one) => one.path)).toContain(path);
    }
  });

  it('refuses doubled ids and keeps a doubled reference once, saying so', () => {
    const first = document.nodes[0];
    const doubled = importCasewrightJson(
      changed((copy) => (copy.nodes = [...document.nodes, first])),
    );
    expect(doubled.findings).toEqual([
      { severity: 'error', path: 'nodes[36].id', message: 'This id stands twice.' },
    ]);
    const [disposition] = document.contract?.dispositions ?? [];
    const kept = importCasewrightJson(
      changed((copy) => {
        copy.contract = {
          ...document.contract,
          dispositions: [{ ...disposition, by: [first?.id, first?.id] }],
        };
      }),
    );
    expect(kept.document?.contract?.dispositions[0]?.by).toEqual([first?.id]);
    expect(kept.findings.map((one) => one.path)).toEqual(['contract.dispositions[0].by']);
  });

  it('ends on any bytes, deep ones too', () => {
    const deep = bytes('['.repeat(200_000));
    expect(importCasewrightJson(deep).document).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (data) => {
        const { document: read, findings } = importCasewrightJson(data);
        expect(read === null).toBe(findings.some((one) => one.severity === 'error'));
      }),
      { seed: 20246, numRuns: 300 },
    );
  });

  it('carries a case that fills its long lists to the limit', () => {
    const large = fullCase();
    const exported = exportCasewrightJson(large);
    const { document: read, findings } = importCasewrightJson(exported);
    expect(findings).toEqual([]);
    expect(read?.links).toHaveLength(LIMITS.links);
    // Told apart as text: comparing forty million numbers takes minutes.
    expect(read && text(exportCasewrightJson(read)) === text(exported)).toBe(true);
  });

  it('says no more of many faulty records than people read', () => {
    const file = changed((of) => {
      of['links'] = Array.from({ length: LIMITS.links }, () => ({}));
    });
    const { document: read, findings } = importCasewrightJson(file);
    expect(read).toBeNull();
    expect(findings[0]).toMatchObject({ severity: 'error', path: 'links[0].id' });
    expect(findings.length).toBeLessThan(300);
  });

  it('is described by docs/casewright.schema.json', async () => {
    const schema = `${JSON.stringify(casewrightJsonSchema(), null, 2)}\n`;
    await expect(schema).toMatchFileSnapshot('../../docs/casewright.schema.json');
  });
});

describe('templates as files', () => {
  const yaml = bytes(TEMPLATE_YAML.scheming ?? '');

  it('give the same ids on every machine', () => {
    const once = importTemplateYaml(yaml, derivedIds(yaml));
    expect(once).toEqual(importTemplateYaml(yaml, derivedIds(yaml)));
    expect(once.document?.nodes).toHaveLength(80);
    expect(once.document?.root).not.toBe(
      importTemplateYaml(yaml, derivedIds(bytes('other'))).document?.root,
    );
  });

  it('are refused with a place', () => {
    expect(importTemplateYaml(bytes('meta: [1'), countingIds()).findings[0]?.path).toContain(
      'line',
    );
    expect(importTemplateYaml(bytes('meta: 1'), countingIds()).findings[0]?.message).toContain(
      'not valid at',
    );
    expect(importTemplateYaml(bytes('['.repeat(100_000)), countingIds()).document).toBeNull();
  });
});

describe('the format of a file', () => {
  it('is told by what it begins with, then by its name', () => {
    expect(detectImportFormat(bytes(json), 'x.txt')?.id).toBe('casewright');
    expect(detectImportFormat(bytes(TEMPLATE_YAML.scheming ?? ''))?.id).toBe('template');
    expect(detectImportFormat(bytes('{}'), 'case.json')?.id).toBe('casewright');
    expect(detectImportFormat(bytes('hello'), 'x.bin')).toBeNull();
    expect(new Set(IMPORT_FORMATS.map(({ id }) => id)).size).toBe(IMPORT_FORMATS.length);
  });
});
