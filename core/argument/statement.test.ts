import { expect, it } from 'vitest';
import { diagramSvg } from '@/core/diagram/diagramSvg';
import { drawingOf } from '@/core/diagram/drawing';
import { exportMermaid } from '@/core/formats/mermaid/exportMermaid';
import { caseReport } from '@/core/report/caseReport';
import { blankCase, blankNode } from './blank';
import type { AwayReference } from './document';
import { citedWords, statementOf } from './statement';

const cites = (module: string, node: string): AwayReference => ({
  module,
  node,
  baseDigest: null,
  recordId: null,
  textLeaf: null,
});
const id = (at: number) => at.toString(16).padStart(32, '0');
const goal = blankNode({
  id: id(1),
  kind: 'goal',
  identifier: 'G1',
  module: 'sub',
  text: 'The monitor sees every attempt.',
});
const away = (more: object) =>
  blankNode({
    id: id(2),
    kind: 'away-goal',
    identifier: 'AG1',
    module: 'main',
    away: cites('sub', 'G1'),
    localNote: 'As argued elsewhere.',
    ...more,
  });
const module = (name: string) => ({
  id: id(name.length),
  name,
  kind: 'module' as const,
  within: '',
  title: '',
  description: '',
  annotations: {},
});
const caseWith = (citing = away({})) =>
  blankCase({
    module: 'main',
    root: citing.id,
    nodes: [citing, goal],
    modules: [module('sub')],
  });

it('is of an away element what it cites, where that stands in the case (GSN 1:4.2.2)', () => {
  const said = (citing = away({})) => statementOf(citing, citedWords(caseWith(citing)));
  expect(said()).toBe('The monitor sees every attempt.');
  expect(said(away({ text: 'It says so itself.' }))).toBe('It says so itself.');
  expect(said(away({ away: cites('sub', 'G9') }))).toBe('As argued elsewhere.');
  expect(said(away({ away: cites('base', 'G1') }))).toBe('As argued elsewhere.');
  expect(said(away({ away: cites('base', 'G1'), localNote: '' }))).toBe('');
});

it('is read in the diagram, the report and the flowchart', () => {
  const document = caseWith();
  const drawn = diagramSvg(drawingOf(document));
  for (const words of ['The monitor', 'every attempt.']) expect(drawn).toContain(words);
  expect(new TextDecoder().decode(exportMermaid(document).bytes)).toContain(
    'The monitor sees every attempt.',
  );
  const entry = JSON.stringify(caseReport(document));
  expect(entry.match(/The monitor sees every attempt\./g)?.length).toBe(2);
  expect(entry).toContain('As argued elsewhere.');
});
