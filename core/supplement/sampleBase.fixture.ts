import type { BaseCondition, BaseGoal, BaseInterface } from './baseInterface';
import type { BaseLine } from './composite';

/** A small base for tests: two public goals, one below the other, with a context each. */

export function recordId(name: string): string {
  return Array.from(new TextEncoder().encode(name), (byte) => byte.toString(16))
    .join('')
    .padEnd(32, '0');
}

function goal(identifier: string, inScope: string[], change: Partial<BaseGoal> = {}): BaseGoal {
  return {
    id: recordId(identifier),
    identifier,
    statement: `${identifier} holds.`,
    textLeaf: recordId(identifier).repeat(2),
    reach: 'bounded',
    undeveloped: false,
    notClaimed: false,
    openProblem: false,
    inScope: inScope.map(recordId),
    withheldInScope: 0,
    ...change,
  };
}

export function sampleCondition(index: number, change: Partial<BaseCondition> = {}): BaseCondition {
  return {
    id: recordId(`u${index}`),
    identifier: `COU-0${index}`,
    kind: 'required-control',
    text: `Keep control ${index}.`,
    severity: 'major',
    protects: [],
    dispositionsAllowed: ['discharge', 'accept-residual'],
    ...change,
  };
}

export const SAMPLE_BASE: BaseInterface = {
  digest: 'a'.repeat(64),
  path: 'lab/base',
  number: 1,
  title: 'Base',
  module: 'scheming',
  window: { from: '2027-01-01', until: '2027-12-31', zone: 'UTC' },
  conditions: [sampleCondition(1), sampleCondition(2, { severity: 'critical' })],
  goals: [
    goal('G1', ['C1']),
    goal('HC0', ['C1', 'C2']),
    goal('HI2', ['C1'], { reach: 'absolute' }),
  ],
  contexts: ['C1', 'C2'].map((identifier) => ({
    id: recordId(identifier),
    identifier,
    kind: 'context',
    statement: `Within ${identifier}.`,
  })),
};

function line(
  depth: number,
  identifier: string,
  change: Partial<Extract<BaseLine, { entry: 'node' }>> = {},
): BaseLine {
  return {
    entry: 'node',
    id: recordId(identifier),
    depth,
    relation: depth === 0 ? 'root' : 'supported-by',
    kind: 'goal',
    identifier,
    statement: `${identifier} holds.`,
    withheld: null,
    public: true,
    reach: null,
    claim: 'claimed',
    openProblem: false,
    undeveloped: false,
    ...change,
  };
}

/** Its argument as the public view discloses it: one branch of HC0 is withheld. */
export const SAMPLE_LINES: BaseLine[] = [
  line(0, 'G0'),
  line(1, 'C1', { kind: 'context', relation: 'in-context-of' }),
  line(1, 'G1'),
  line(2, 'S1', { kind: 'strategy', public: false }),
  line(3, 'HC0'),
  line(4, 'C2', { kind: 'context', relation: 'in-context-of' }),
  line(4, 'HC5', { statement: null, withheld: { class: 'security', reason: 'Names controls.' } }),
  { entry: 'withheld', depth: 4, count: 3, class: 'security', reason: 'Names attacks.' },
  line(3, 'HI2'),
  { entry: 'repeat', depth: 4, id: recordId('HC5'), identifier: 'HC5' },
];
