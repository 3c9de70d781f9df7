/**
 * How much of everything one case may hold. Text lengths count UTF-16 code units, as yjs and
 * JavaScript do. The collaboration gate, the readers and the importers all use this table.
 */
export const LIMITS = {
  identifier: 40,
  module: 80,
  title: 300,
  line: 500,
  statement: 4_000,
  prose: 20_000,
  parameterName: 200,
  rank: 200,

  nodes: 20_000,
  links: 60_000,
  conditions: 2_000,
  defeaters: 20_000,
  claimPoints: 5_000,
  modules: 500,
  interfaces: 200,
  multiplicity: 1_000_000,
  evidence: 20_000,
  criteria: 20_000,
  indicators: 500,
  parameters: 300,
  facts: 500,
  contract: 2_000,
  matches: 20_000,
  setMembers: 2_000,
  choiceBranches: 300,
  templateEntries: 200,
  annotations: 60,

  bodyText: 200_000,
  bodyElements: 20_000,
  bodyDepth: 16,
  url: 2_000,
} as const;
