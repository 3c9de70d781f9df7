import * as z from 'zod';
import {
  AUTHOR_CLAIMS,
  NODE_KINDS,
  OPEN_PROBLEM_BASES,
  PROVENANCE_MARKS,
  REACHES,
  type ArgumentNode,
  type DefeatDecision,
} from '@/core/argument/document';
import { isCitation } from '@/core/argument/kinds';

/**
 * Layers that carry what gsn2x has no field for (names without the prefix `casewright-`). Absent
 * means the default, so that a file from elsewhere needs none of them.
 */
interface NodeLayer {
  name: string;
  /** Null when there is nothing to say. */
  write: (node: ArgumentNode) => string | null;
  /** False when the text means nothing here. */
  read: (node: ArgumentNode, text: string) => boolean;
}

type ProseField =
  | 'identifier'
  | 'module'
  | 'localNote'
  | 'instantiation'
  | 'evidenceNeeded'
  | 'sourceSection'
  | 'notes';

function flag(
  name: string,
  field: 'public' | 'collapsed' | 'uninstantiated' | 'toBeSupportedByContract',
): NodeLayer {
  return {
    name,
    write: (node) => (node[field] ? 'true' : null),
    read: (node, text) => {
      node[field] = text === 'true';
      return text === 'true';
    },
  };
}

function prose(name: string, field: ProseField): NodeLayer {
  return {
    name,
    write: (node) => node[field] || null,
    read: (node, text) => {
      node[field] = text;
      return true;
    },
  };
}

function word<K extends 'reach' | 'claim' | 'openProblem' | 'provenance' | 'kind'>(
  name: string,
  field: K,
  words: readonly Exclude<ArgumentNode[K], null>[],
  isDefault: (node: ArgumentNode) => boolean,
): NodeLayer {
  return {
    name,
    write: (node) => (isDefault(node) ? null : node[field]),
    read: (node, text) => {
      const known = words.find((one) => one === text);
      if (known !== undefined) node[field] = known;
      return known !== undefined;
    },
  };
}

function away(name: string, field: 'node' | 'baseDigest' | 'recordId' | 'textLeaf'): NodeLayer {
  return {
    name,
    write: ({ away: reference }) => reference?.[field] || null,
    read: (node, text) => {
      if (node.away) node.away[field] = text;
      return node.away !== null;
    },
  };
}

/** In the order in which they are written and read. */
export const NODE_LAYERS: readonly NodeLayer[] = [
  // Written where they differ from the name in the file and from its module.
  { ...prose('identifier', 'identifier'), write: () => null },
  { ...prose('module', 'module'), write: () => null },
  word('kind', 'kind', NODE_KINDS, ({ kind }) => !isCitation(kind)),
  {
    name: 'away-module',
    write: (node) => node.away && node.away.module,
    read: (node, text) => {
      node.away = { module: text, node: '', baseDigest: null, recordId: null, textLeaf: null };
      return true;
    },
  },
  away('away-node', 'node'),
  away('away-base-digest', 'baseDigest'),
  away('away-record-id', 'recordId'),
  away('away-text-leaf', 'textLeaf'),
  prose('local-note', 'localNote'),
  prose('instantiation', 'instantiation'),
  flag('public', 'public'),
  flag('uninstantiated', 'uninstantiated'),
  flag('to-be-supported-by-contract', 'toBeSupportedByContract'),
  word('reach', 'reach', REACHES, ({ reach }) => reach === null),
  word('claim', 'claim', AUTHOR_CLAIMS, ({ claim }) => claim === 'draft'),
  word('open-problem', 'openProblem', OPEN_PROBLEM_BASES, (node) => node.openProblem === null),
  prose('evidence-needed', 'evidenceNeeded'),
  prose('source-section', 'sourceSection'),
  word('provenance', 'provenance', PROVENANCE_MARKS, (node) => node.provenance === null),
  prose('notes', 'notes'),
  flag('collapsed', 'collapsed'),
  {
    name: 'defeat',
    write: ({ defeat }) => (defeat?.outcome === 'stands' ? 'stands' : null),
    read: (node, text) => {
      if (text === 'stands') node.defeat = { outcome: 'stands', reason: '' };
      return text === 'stands';
    },
  },
  {
    name: 'defeat-reason',
    write: ({ defeat }) => defeat?.reason || null,
    read: (node, text) => {
      if (node.defeat) node.defeat.reason = text;
      return node.defeat !== null;
    },
  },
  {
    name: 'annotations',
    write: () => null,
    read: (node, text) => {
      const annotations = parseCarried(text, z.record(z.string(), z.string()));
      if (annotations) node.annotations = { ...node.annotations, ...annotations };
      return annotations !== null;
    },
  },
];

/** A layer's JSON; null when it is none or of another shape. */
export function parseCarried<T>(text: string, schema: z.ZodType<T>): T | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
  return schema.safeParse(json).data ?? null;
}

export function sameDefeat(a: DefeatDecision | null, b: DefeatDecision | null): boolean {
  return a?.outcome === b?.outcome && a?.reason === b?.reason;
}
