import type { ArgumentNode, CaseDocument, DefeatDecision } from '@/core/argument/document';
import type { ExportLoss } from '../exportFormats';

const ASSERTIONS: ReadonlySet<string> = new Set(['assumed', 'axiomatic']);

/** Annotations that an LTAC line can hold: the reference, and how a claim is asserted. */
function isWritten(name: string, text: string, isReference: (text: string) => boolean) {
  return name === 'reference' ? isReference(text) : name === 'assertion' && ASSERTIONS.has(text);
}

/** Fields of an element that no line of LTAC has a place for. */
export function* nodeLosses(
  node: ArgumentNode,
  bodies: CaseDocument['bodies'],
  isReference: (text: string) => boolean,
): Generator<ExportLoss> {
  const fields: [string, boolean][] = [
    ['public', node.public],
    ['reach', node.reach !== null],
    ['claim', node.claim !== 'draft'],
    ['openProblem', node.openProblem !== null],
    ['evidenceNeeded', node.evidenceNeeded !== ''],
    ['sourceSection', node.sourceSection !== ''],
    ['provenance', node.provenance !== null],
    ['choice', node.choice !== null],
    ['instantiation', node.instantiation !== ''],
    ['localNote', node.localNote !== ''],
    ['collapsed', node.collapsed],
    ['toBeSupportedByContract', node.toBeSupportedByContract],
    ['body', Object.hasOwn(bodies, node.id)],
  ];
  const path = `nodes.${node.identifier}`;
  for (const [field, isSaid] of fields) {
    if (isSaid) yield { path: `${path}.${field}`, message: 'LTAC has no place for it.' };
  }
  for (const [name, text] of Object.entries(node.annotations)) {
    if (isWritten(name, text, isReference)) continue;
    yield {
      path: `${path}.annotations`,
      message: `LTAC has no place for the annotation ‘${name}’.`,
    };
  }
  yield* defeatLosses(path, node.defeat);
}

/** LTAC says that something is defeated, not why, nor that it stands. */
export function* defeatLosses(path: string, defeat: DefeatDecision | null): Generator<ExportLoss> {
  if (defeat?.outcome === 'stands') {
    yield { path: `${path}.defeat`, message: 'LTAC does not say that something stands.' };
  } else if (defeat && defeat.reason !== '') {
    yield { path: `${path}.defeat`, message: 'LTAC has no place for the reason.' };
  }
}
