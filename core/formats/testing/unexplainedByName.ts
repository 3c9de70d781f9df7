import type { CaseDocument, Id } from '@/core/argument/document';
import { alignIds } from '@/core/diff/alignIds';
import { diffDocuments, type RecordReference } from '@/core/diff/diffDocuments';
import type { ExportLoss } from '../exportFormats';

/** Where losses name the records of a list. */
const LISTS: Readonly<Record<RecordReference['record'], string>> = {
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
  citation: 'contract',
  'context-match': 'contract',
  disposition: 'contract',
};

/** What differs between a case and the same case read back that no loss of the export names. */
export function unexplained(
  document: CaseDocument,
  read: CaseDocument,
  losses: readonly ExportLoss[],
): string[] {
  const paths = losses.map(({ path }) => path);
  const isNamed = (path: string) =>
    paths.some(
      (loss) => loss === path || path.startsWith(`${loss}.`) || loss.startsWith(`${path}.`),
    );
  const aligned = alignIds(document, read);
  const diff = diffDocuments(document, aligned);
  const nameOf = (one: CaseDocument) => {
    const nodes = new Map(one.nodes.map(({ id, identifier }) => [id, identifier]));
    const links = one.links.map(({ id, from, to }): [Id, string] => {
      return [id, `${nodes.get(from)}-${nodes.get(to)}`];
    });
    const modules = one.modules.map(({ id, name }): [Id, string] => [id, name]);
    return new Map([...nodes, ...links, ...modules]);
  };
  const [before, after] = [nameOf(document), nameOf(aligned)];
  // Lists whose records have no names in both are named as a whole.
  const pathOf = ({ record, id, identifier }: RecordReference) => {
    const name = before.get(id) ?? after.get(id) ?? identifier;
    return name === '' ? LISTS[record] : `${LISTS[record]}.${name}`;
  };
  // A challenge in words alone may come back as an element of the same name.
  const addedNames = (record: RecordReference) =>
    record.record === 'node'
      ? [pathOf(record), `defeaters.${record.identifier}`]
      : [pathOf(record)];
  return [
    ...diff.removed.filter((one) => !isNamed(pathOf(one))).map((one) => `removed ${pathOf(one)}`),
    ...diff.added
      .filter((one) => !addedNames(one).some(isNamed))
      .map((one) => `added ${pathOf(one)}`),
    ...diff.changed.flatMap((one) =>
      one.fields
        .map((field) => `${pathOf(one)}.${field}`)
        .filter((path) => !isNamed(path))
        .map((path) => `changed ${path}`),
    ),
    ...diff.moved
      .filter(
        ({ identifier }) =>
          !paths.some((path) => path.startsWith('links.') && path.endsWith(`-${identifier}`)),
      )
      .map(({ identifier }) => `moved ${identifier}`),
    ...diff.facts.filter((path) => !isNamed(path)).map((path) => `fact ${path}`),
  ];
}
