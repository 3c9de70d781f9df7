import type { ElementType } from './elementTypes';

/**
 * Tokens of YAML of all files of one case: twice what a case of 20,000 elements has, and a quarter more
 * than one with as many challenges besides.
 */
export const MAX_TOKENS = 2_000_000;

/** One element as a gsn2x file has it. */
export interface SourceElement {
  /** Its name in the file. */
  key: string;
  /** Where it is: `G1`, with the file before it when it is not the first. */
  path: string;
  type: ElementType;
  text: string;
  supportedBy: readonly string[];
  inContextOf: readonly string[];
  /** An element, or a relation "X -> Y"; empty when it challenges nothing. */
  challenges: string;
  undeveloped: boolean;
  defeated: boolean;
  /** Elements to which its relation is defeated. */
  defeatedRelation: readonly string[];
  /** Assurance claim points with what they are on: the element itself or elements that it relates to. */
  claimPoints: ReadonlyMap<string, readonly string[]>;
  /** Layers, address, classes and layout hints. */
  annotations: ReadonlyMap<string, string>;
  /** What Casewright wrote into layers of its own, by name without prefix. */
  carried: ReadonlyMap<string, string>;
}

/** An element of another module that elements of this one develop. */
export interface SourceDevelopment {
  path: string;
  module: string;
  element: string;
  by: readonly string[];
}

/** Whether it is a challenge that no element of the case makes. */
export function isDefeaterOnly({ carried }: SourceElement): boolean {
  return carried.get('defeater-only') === 'true';
}

/** One file: a module. */
export interface SourceModule {
  /** Name of the file; empty for the first one, whose name nobody told. */
  file: string;
  name: string;
  /** Whether the file says so itself. */
  isNamed: boolean;
  brief: string;
  uses: readonly string[];
  develops: readonly SourceDevelopment[];
  annotations: Map<string, string>;
  carried: ReadonlyMap<string, string>;
  elements: readonly SourceElement[];
}

/** Layers that Casewright writes for what gsn2x has no field for. */
export const CARRIED_PREFIX = 'casewright-';

/** Fields of an element with a meaning of their own; no layer can have these names. */
export const ELEMENT_FIELDS: ReadonlySet<string> = new Set([
  'text',
  'supportedBy',
  'inContextOf',
  'challenges',
  'undeveloped',
  'defeated',
  'defeatedRelation',
  'acp',
  'nodeType',
]);

/** Fields of a module with a meaning of their own. */
export const MODULE_FIELDS: ReadonlySet<string> = new Set(['name', 'brief', 'uses', 'extends']);

/** No object can hold a member of this name safely in every reader. */
export const UNSAFE_NAME = '__proto__';
