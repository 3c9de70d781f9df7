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
  /** Of a field that has parts, each part may be lost by itself. */
  const isPartlyLost = (path: string) =>
    isLost(path) || losses.some((loss) => loss.path.startsWith(`${path}.`));
  const names = new Map(
    [...read.nodes, ...before.nodes].map(({ id, identifier }) => [id, identifier]),
  );
  const called = new Map(
    [...read.modules, ...read.interfaces, ...before.modules, ...before.interfaces].map(
      ({ id, name }) => [id, name],
    ),
  );
  const ends = new Map(
    [...read.links, ...before.links].map(({ id, from, to }) => [
      id,
      [names.get(from) ?? '', names.get(to) ?? ''],
    ]),
  );
  const lostIds = before.nodes
    .filter(({ identifier }) =>
      ['', '.identifier', '.module'].some((field) => isLost(`nodes.${identifier}${field}`)),
    )
    .map(({ id }) => id);
  const lostLinks = before.links
    .filter(
      ({ id, from, to }) => isLost(`links.${id}`) || lostIds.includes(from) || lostIds.includes(to),
    )
    .map(({ id }) => id);
  /** Whether a field names something that reading could not find again. */
  const namesLost = (value: unknown) => {
    const json = JSON.stringify(value) ?? '';
    return [...lostIds, ...lostLinks].some((id) => json.includes(id));
  };
  const placesOf = (record: string, id: string, identifier: string) => {
    const own = `${LISTS[record] ?? record}.${identifier || called.get(id) || id}`;
    const around = (ends.get(id) ?? []).map((name) => `nodes.${name}`);
    // Some formats call a link by its ends.
    const byEnds = record === 'link' ? [`links.${(ends.get(id) ?? []).join('-')}`] : [];
    // A challenge in words alone may come back as an element of its name.
    const asChallenge = record === 'node' ? [`defeaters.${identifier}`] : [];
    return [own, ...byEnds, ...asChallenge, ...around];
  };
  const mentioned = (identifier: string) =>
    losses.some(({ message }) => identifier !== '' && message.includes(`‘${identifier}’`));
  return [
    ...[...diff.added, ...diff.removed].flatMap(({ record, id, identifier }) => {
      const places = placesOf(record, id, identifier);
      const known =
        places.some((place) =>
          ['', '.identifier', '.module'].some((field) => isLost(place + field)),
        ) ||
        mentioned(identifier) ||
        (ends.get(id) ?? []).some(mentioned);
      return known ? [] : [places[0] ?? ''];
    }),
    ...diff.changed.flatMap(({ record, id, identifier, fields }) =>
      fields.flatMap((field) => {
        const places = placesOf(record, id, identifier).map((place) => `${place}.${field}`);
        const known =
          places.some(isPartlyLost) ||
          // Under another name it is taken for what has that name.
          lostIds.includes(id) ||
          namesLost(fieldOf(before, id, field));
        return known ? [] : [places[0] ?? ''];
      }),
    ),
    ...diff.moved.flatMap(({ node, identifier, from, to }) => {
      const isKnown = [...from, ...to].some((above) =>
        isLost(`links.${names.get(above)}-${identifier}`),
      );
      return isKnown || [node, ...from, ...to].some((id) => lostIds.includes(id))
        ? []
        : [`nodes.${identifier} moved`];
    }),
    ...diff.facts.filter(
      (path) => !isPartlyLost(path) && !(path === 'root' && namesLost(before.root)),
    ),
  ];
}

const LISTS: Readonly<Record<string, string>> = {
  node: 'nodes',
  link: 'links',
  condition: 'conditions',
  defeater: 'defeaters',
  'claim-point': 'claimPoints',
  module: 'modules',
  interface: 'interfaces',
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

function fieldOf(document: CaseDocument, id: string, field: string): unknown {
  const records: readonly { id: string }[] = [
    ...document.nodes,
    ...document.links,
    ...document.defeaters,
    ...document.claimPoints,
    ...document.interfaces,
  ];
  const found = records.find((record) => record.id === id);
  return found && Object.entries(found).find(([name]) => name === field)?.[1];
}
