import type { ArgumentNode, CaseDocument } from '@/core/argument/document';
import { blankCase } from '@/core/argument/blank';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { caseDocumentSchema } from '@/core/argument/schema';
import { faultyRecords } from '../faultyRecords';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import { overfullList } from '../overfullList';
import { annotationsOf } from './annotations';
import { OWN, ownJson } from './carried';
import { carriedDefeaters, doubtsOf, sacmClaimPoints, sacmDefeaters } from './sacmChallenges';
import { indexSacm } from './sacmIndex';
import { sacmInterfaces } from './sacmInterfaces';
import { sacmLinks } from './sacmLinks';
import type { SacmFile } from './sacmModel';
import { sacmModules } from './sacmModules';
import { sacmNodes } from './sacmNodes';
import { checkSacm } from './sacmRules';

/** Fields of the case that SACM has nothing for and that travel beside the argument. */
export const BESIDE_ARGUMENT = [
  'kind',
  'title',
  'module',
  'root',
  'parameters',
  'conditions',
  'claimPoints',
  'evidence',
  'criteria',
  'indicators',
  'facts',
  'contract',
  'template',
  'bodies',
] as const satisfies (keyof CaseDocument)[];

/** Makes a case of what a SACM file holds. Linear in the number of elements. */
export function sacmCase(file: SacmFile, ids: IdSource, notes: ImportNotes): CaseDocument {
  const index = indexSacm(file, notes);
  checkSacm(file, index, notes);
  const { names, modules } = sacmModules(file, ids, notes);
  const carried = carriedDefeaters(file, notes);
  const doubts = doubtsOf(carried.byRelation, index);
  const context = { file, index, modules: names, doubts, ids, notes };
  const nodes = sacmNodes(context);
  const links = sacmLinks(context, nodes);
  const document: CaseDocument = {
    ...blankCase(),
    title: notes.fitted(file.name, LIMITS.title, 'name'),
    module: names[0] ?? 'main',
    root: rootOf(
      nodes.nodes,
      links.links.map(({ to }) => to),
    ),
    nodes: nodes.nodes,
    links: links.links,
    modules,
    interfaces: sacmInterfaces(context, nodes),
  };
  takeBesideArgument(document, file, notes);
  document.defeaters = sacmDefeaters(context, nodes, links, carried);
  document.claimPoints = sacmClaimPoints(context, nodes, links, document.claimPoints);
  keepCaseTexts(document, file, ids, notes);
  return document;
}

/** Takes the fields that travel beside the argument, each only when it is whole. */
function takeBesideArgument(document: CaseDocument, file: SacmFile, notes: ImportNotes): void {
  const fields = new Set<string>(BESIDE_ARGUMENT);
  for (const tag of file.tags) {
    const field = tag.key.startsWith(OWN) ? tag.key.slice(OWN.length) : '';
    // Each field once: the first value counts.
    if (!fields.delete(field)) continue;
    const value = ownJson(tag, notes);
    if (value === undefined) continue;
    const said = { [field]: value };
    const overfull = overfullList(said);
    if (overfull) throw new ImportRefusal(overfull.message, tag.place);
    const isValue =
      faultyRecords(said, 0).length === 0 &&
      caseDocumentSchema.safeParse({ ...blankCase(), ...said }).success;
    if (isValue) Object.assign(document, said);
    else notes.warn(tag.place, `This is no value of ‘${field}’; it is dropped.`);
  }
}

/** What the file says of the whole case is kept with its first module. */
function keepCaseTexts(
  document: CaseDocument,
  file: SacmFile,
  ids: IdSource,
  notes: ImportNotes,
): void {
  const said = annotationsOf(
    { tags: file.tags, further: new Map(), place: 'AssuranceCasePackage' },
    { 'sacm-case-description': file.description },
    notes,
  );
  if (Object.keys(said).length === 0) return;
  let home = document.modules.find(({ name }) => name === document.module);
  if (!home) {
    home = {
      id: ids(),
      name: document.module === '' ? 'main' : document.module,
      kind: 'module',
      within: '',
      title: '',
      description: '',
      annotations: {},
    };
    document.modules.push(home);
  }
  const room = LIMITS.annotations - Object.keys(home.annotations).length;
  for (const [index, [name, value]] of Object.entries(said).entries()) {
    if (index < room && home.annotations[name] === undefined) home.annotations[name] = value;
    else notes.warn('AssuranceCasePackage', `There is no room for ‘${name}’; it is dropped.`);
  }
}

/** The first goal that supports nothing, in the order of the file. */
function rootOf(nodes: readonly ArgumentNode[], below: readonly string[]): string | null {
  const hanging = new Set(below);
  const tops = nodes.filter(({ id, kind }) => kind === 'goal' && !hanging.has(id));
  return (tops[0] ?? nodes.find(({ kind }) => kind === 'goal'))?.id ?? null;
}
