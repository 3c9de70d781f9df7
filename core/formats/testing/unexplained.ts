import type { CaseDocument } from '@/core/argument/document';
import { alignIds } from '@/core/diff/alignIds';
import { diffDocuments } from '@/core/diff/diffDocuments';
import type { ExportLoss } from '../exportFormats';

/**
 * What differs between a case and what was read back from a file, and is named by no loss of the
 * export. A loss names a record (`nodes.G1`), a field of one (`nodes.G1.reach`) or a fact; a record
 * without identifier is named by what it belongs to.
 */
export function unexplained(
  before: CaseDocument,
  after: CaseDocument,
  losses: readonly ExportLoss[],
): string[] {
  const read = alignIds(before, after);
  const diff = diffDocuments(before, read);
  const isLost = (path: string) =>
    losses.some((loss) => path === loss.path || path.startsWith(`${loss.path}.`));
  const names = new Map(
    [...read.nodes, ...before.nodes].map(({ id, identifier }) => [id, identifier]),
  );
  const modules = new Map([...read.modules, ...before.modules].map(({ id, name }) => [id, name]));
  const ends = new Map(
    [...read.links, ...before.links].map(({ id, from, to }) => [
      id,
      [names.get(from) ?? '', names.get(to) ?? ''],
    ]),
  );
  const placesOf = (record: string, id: string, identifier: string) => {
    const own = `${LISTS[record] ?? record}.${identifier || modules.get(id) || id}`;
    const around = (ends.get(id) ?? []).map((name) => `nodes.${name}.identifier`);
    return [own, ...around];
  };
  const mentioned = (identifier: string) =>
    losses.some(({ message }) => identifier !== '' && message.includes(`‘${identifier}’`));
  return [
    ...[...diff.added, ...diff.removed].flatMap(({ record, id, identifier }) => {
      const places = placesOf(record, id, identifier);
      const known =
        places.some((place) => isLost(place) || isLost(`${place}.identifier`)) ||
        mentioned(identifier) ||
        (ends.get(id) ?? []).some(mentioned);
      return known ? [] : [places[0] ?? ''];
    }),
    ...diff.changed.flatMap(({ record, id, identifier, fields }) =>
      fields.flatMap((field) => {
        const places = placesOf(record, id, identifier).map((place) => `${place}.${field}`);
        return places.some(isLost) ? [] : [places[0] ?? ''];
      }),
    ),
    ...diff.moved.flatMap(({ identifier, from, to }) => {
      const around = [...from, ...to].map((id) => `nodes.${names.get(id) ?? ''}.identifier`);
      return [`nodes.${identifier}`, ...around].some(isLost) ? [] : [`nodes.${identifier} moved`];
    }),
    ...diff.facts.filter((path) => !isLost(path)),
  ];
}

const LISTS: Readonly<Record<string, string>> = {
  node: 'nodes',
  link: 'links',
  condition: 'conditions',
  defeater: 'defeaters',
  'claim-point': 'claimPoints',
  module: 'modules',
  evidence: 'evidence',
  criterion: 'criteria',
  indicator: 'indicators',
  outcome: 'facts.outcomes',
  'failure-condition': 'facts.failureConditions',
  parameter: 'parameters',
  citation: 'contract.cites',
  'context-match': 'contract.matches',
  disposition: 'contract.dispositions',
};
