import { expect, it } from 'vitest';
import { countingIds } from '@/core/argument/ids';
import { builtInTemplate } from '@/core/templates/templates';
import { usesIn } from './uses';

it('finds the solution that names an artefact and the claim above it that states a criterion', () => {
  const document = builtInTemplate('scheming', countingIds());
  const byIdentifier = (wanted: string) => {
    const node = document.nodes.find(({ identifier }) => identifier === wanted);
    if (!node) throw new Error(`no ${wanted}`);
    return node.id;
  };
  const criterion = {
    id: 'c'.repeat(32),
    node: byIdentifier('SI1'),
    metric: 'success/mean',
    comparator: '<=' as const,
    value: '0.01',
    unit: '',
    failure: '',
  };
  document.evidence = [
    { id: 'e'.repeat(32), node: byIdentifier('Sn-SI1'), evidence: 'artefact', shows: '' },
  ];
  expect(usesIn(document, 'artefact').map(({ node }) => node.identifier)).toEqual(['Sn-SI1']);
  document.criteria = [criterion];
  expect(
    usesIn(document, 'artefact').map(({ node, criteria }) => [node.identifier, criteria.length]),
  ).toEqual([
    ['SI1', 1],
    ['Sn-SI1', 0],
  ]);
  expect(usesIn(document, 'another')).toEqual([]);
});
