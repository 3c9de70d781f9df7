import { nodeNamed, number, withLink, withNewNode, withNode } from './wellFormed.fixture';
import {
  good,
  id,
  linkTo,
  withDefeater,
  described,
  base,
  link,
  withPoint,
  module,
  cite,
  modular,
  nested,
  offering,
  api,
  inContract,
  decided,
  type Broken,
} from './broken.fixture';

/** One broken case for each rule of the extensions to the core notation, and for each hint. */
export const BROKEN_EXTENSIONS: readonly Broken[] = [
  {
    rule: 'identifier-unique',
    document: {
      ...good,
      claimPoints: [number(1), number(2)].flatMap((id) => withPoint({ id }).claimPoints),
    },
    says: '2 claim points are called ACP1',
  },
  {
    rule: 'identifier-unique',
    document: { ...good, modules: [module('ab'), { ...module('ab'), id: number(1) }] },
    says: '2 modules are called ab',
  },
  {
    rule: 'in-context-of-targets',
    document: withLink(
      withNewNode(good, { kind: 'away-context', text: '', away: cite('base', 'C1') }, 'AC-BL2'),
      'AC-BL2',
      'NEW',
      'in-context-of',
    ),
    says: "The away goal AC-BL2 can't be in context of the away context NEW",
  },
  {
    rule: 'away-reference',
    document: withNode(good, 'AC1', { away: cite('base', 'G1') }),
    says: 'AC1 cites a module but is no away element',
  },
  {
    rule: 'away-reference',
    document: withNewNode(good, { kind: 'module', away: cite('', '') }, 'AC2'),
    says: 'NEW does not say which module it cites',
  },
  {
    rule: 'away-reference',
    document: withNewNode(good, { kind: 'contract', away: cite('deal', 'G1') }, 'AC2'),
    says: 'NEW stands for deal as a whole',
  },
  {
    rule: 'away-reference',
    document: withNewNode(
      { ...good, modules: [module('sub')] },
      { kind: 'contract', away: cite('sub', '') },
      'AC2',
    ),
    says: 'NEW is a contract reference, but sub is a module',
  },
  {
    rule: 'away-drift',
    document: modular({}, { text: 'It holds well.' }),
    says: 'AG9 says something else than T1 of sub, which it cites: let it say “It holds.”',
  },
  {
    rule: 'away-drift',
    document: withNode(good, 'AC-BL2', { text: 'Little leaks.' }),
    context: base(),
    says: 'let it say “Nothing leaks.”',
  },
  {
    rule: 'away-not-developed',
    document: withLink(
      withNewNode(good, { kind: 'module', away: cite('base', '') }, 'AC2'),
      'NEW',
      'AC-Sn1',
    ),
    says: 'NEW is cited, not argued here, but is supported by AC-Sn1',
  },
  {
    rule: 'by-contract',
    document: withNode(good, 'AC-S0', { toBeSupportedByContract: true }),
    says: 'AC-S0 is to be supported by contract, which only a goal can be',
  },
  {
    rule: 'by-contract',
    document: withNewNode(good, { toBeSupportedByContract: true, undeveloped: true }, 'AC2'),
    says: "NEW is to be supported by contract, so it can't be undeveloped",
  },
  {
    rule: 'by-contract',
    document: withNode(good, 'AC1', { toBeSupportedByContract: true }),
    says: 'AC1 is to be supported by contract, but is supported by AC-Sn1',
  },
  {
    rule: 'by-contract',
    document: inContract({ toBeSupportedByContract: true }),
    says: 'NEW stands in a contract module',
  },
  {
    rule: 'reference-in-contract',
    document: inContract({ kind: 'module', away: cite('base', '') }),
    says: 'The module reference NEW stands in a contract module',
  },
  {
    rule: 'away-target-public',
    document: modular({ identifier: 'T2' }),
    says: 'AG9 cites T1, which sub does not have',
  },
  {
    rule: 'away-target-public',
    document: modular({ public: false }),
    says: 'AG9 cites T1, which sub does not make public',
  },
  {
    rule: 'away-target-public',
    document: modular({ kind: 'solution' }),
    says: 'AG9 cites T1 as a goal, but it is a solution',
  },
  {
    rule: 'modules-acyclic',
    document: withNewNode(
      modular({}),
      { identifier: 'AG8', kind: 'away-goal', module: 'sub', away: cite('ai-control', 'AC0') },
      'T1',
    ),
    says: 'AG8 rests on itself by way of other modules: AG8 of sub → AC0 of ai-control → AC-S0 → AC2 → T1 of sub → AG8',
  },
  {
    rule: 'contract-closed',
    document: inContract({ public: true }),
    says: 'NEW is public, but stands in a contract module',
  },
  {
    rule: 'contract-closed',
    document: inContract({ public: false }),
    says: 'NEW stands in the contract module deal and is linked to AC2 of ai-control',
  },
  {
    rule: 'interface-scope',
    document: withNode(good, 'AC-C1', { public: false }),
    says: 'AC0 is public, so others see it, but not what it holds in: make AC-C1 public as well',
  },
  {
    rule: 'interface-scope',
    document: withLink(
      withNewNode(good, { identifier: 'J9', kind: 'justification', public: false }),
      'AC0',
      'J9',
      'in-context-of',
    ),
    says: 'make J9 public as well',
  },
  {
    rule: 'interface-scope',
    document: withNode(withNode(good, 'AC-C1', { public: false }), 'AC0', {
      public: false,
      toBeSupportedByContract: true,
    }),
    says: 'AC0 is to be supported by contract, so others see it, but not what it holds in: make AC-C1 public',
  },
  {
    rule: 'module-contained',
    document: { ...good, modules: [{ ...module('ab'), within: 'abc' }] },
    says: 'The module ab is contained in abc, which does not exist',
  },
  {
    rule: 'module-contained',
    document: {
      ...good,
      modules: [
        { ...module('ab'), within: 'abc' },
        { ...module('abc'), within: 'ab' },
      ],
    },
    says: 'The module ab contains itself, by way of abc',
  },
  {
    rule: 'away-visible',
    document: nested({}),
    says: 'AG9 cites T1 of sub, which is private to outer: let an interface of outer offer it, and cite outer',
  },
  {
    rule: 'away-visible',
    document: nested({ kind: 'contract' }),
    says: 'AG9 cites T1 of sub, which is private to outer: a contract shows nothing of what it contains',
  },
  {
    rule: 'interface-elements',
    document: offering({ module: 'nowhere' }),
    says: 'The interface api is of nowhere, a module that does not exist',
  },
  {
    rule: 'interface-elements',
    document: { ...offering({ module: 'deal' }), modules: [module('deal', 'contract')] },
    says: 'The interface api is of deal, but a contract module has no interface',
  },
  {
    rule: 'interface-elements',
    document: offering({ elements: [number(9_999)] }),
    says: 'The interface api of ai-control offers an element that does not exist',
  },
  {
    rule: 'interface-elements',
    document: {
      ...modular({}),
      interfaces: [api({ elements: [nodeNamed(modular({}), 'T1').id] })],
    },
    says: 'The interface api of ai-control offers T1, which stands in sub',
  },
  {
    rule: 'interface-elements',
    document: offering({ elements: [id('AC-S0')] }),
    says: "The interface api of ai-control offers AC-S0: a strategy can't be cited",
  },
  {
    rule: 'interface-elements',
    document: offering({ elements: [id('AC1')] }),
    says: 'The interface api of ai-control offers AC1, which is not public',
  },
  {
    rule: 'interface-elements',
    document: offering({ aliases: { [id('AC1')]: 'X1' } }),
    says: 'The interface api of ai-control has the names X1 for what it does not offer',
  },
  {
    rule: 'interface-names',
    document: offering({ name: ' ' }),
    says: 'An interface of ai-control has no name',
  },
  {
    rule: 'interface-names',
    document: { ...good, interfaces: [api({}), api({ id: number(1), module: '' })] },
    says: '2 interfaces of ai-control are called api',
  },
  {
    rule: 'interface-names',
    document: offering({
      elements: [id('AC0'), id('AC-C1')],
      aliases: { [id('AC0')]: 'X1', [id('AC-C1')]: 'X1' },
    }),
    says: 'The interface api of ai-control offers two elements as X1',
  },
  {
    rule: 'interface-names',
    document: offering({ aliases: { [id('AC0')]: 'AC1' } }),
    says: 'offers AC0 as AC1, but ai-control has an element of its own by that name',
  },
  {
    rule: 'interface-context',
    document: offering({}),
    says: 'The interface api of ai-control offers AC0, but not what it holds in: add AC-C1',
  },
  {
    rule: 'instantiation-data-used',
    document: withNode(good, 'AC1', { instantiation: ' the hazard log ', uninstantiated: true }),
    says: 'What is argued below AC1 is still to be instantiated from the hazard log',
  },
  {
    rule: 'instantiation-data-needed',
    document: withNode(good, 'AC1', { instantiation: 'hazards' }),
    says: 'AC1 refers to instantiation data, but nothing in it or below it is to be instantiated',
  },
  {
    rule: 'choice-settled',
    document: withNode(good, 'AC-S0', {
      choice: { min: 1, label: 'm', of: [id('AC1')], optional: [], supportingOnly: [] },
    }),
    says: 'Choose at AC-S0',
  },
  {
    rule: 'multiplicity-range',
    document: link({ multiplicity: { min: 3, max: 2, label: '' } }),
    says: 'The link from AC-S0 to AC1 is repeated 3 to 2 times',
  },
  {
    rule: 'multiplicity-settled',
    document: link({ multiplicity: { min: 1, max: null, label: 'each route' } }),
    says: 'is still to be repeated (each route)',
  },
  {
    rule: 'multiplicity-settled',
    document: link({ multiplicity: { min: 0, max: 1, label: '' } }),
    says: 'is still optional',
  },
  {
    rule: 'instantiated',
    document: withNode(good, 'AC1', { uninstantiated: true }),
    says: 'AC1 is marked uninstantiated',
  },
  {
    rule: 'parameter-typed',
    document: {
      ...good,
      parameters: good.parameters.map((one) => ({ ...one, type: 'number', value: 'many' })),
    },
    says: 'has to be a plain decimal number, and “many” is none',
  },
  {
    rule: 'parameter-declared',
    document: { ...good, parameters: good.parameters.slice(1) },
    says: 'is declared nowhere',
  },
  {
    rule: 'parameter-declared',
    document: {
      ...good,
      parameters: [
        ...good.parameters,
        { name: 'p', description: '', value: '1', index: false, type: 'text' },
      ],
    },
    says: '{p} is declared, but stands nowhere',
  },
  {
    rule: 'template-developed',
    document: withNewNode(good, { undeveloped: true, provenance: 'R', evidenceNeeded: '' }, 'AC2'),
    says: 'NEW comes undeveloped with the template',
  },
  {
    rule: 'template-described',
    document: { ...good, template: good.template && { ...good.template, version: '' } },
    says: 'The template does not state a version',
  },
  {
    rule: 'claim-point-target',
    document: withPoint({ target: { node: id('AC1') } }),
    says: 'ACP1 stands on the goal AC1',
  },
  {
    rule: 'claim-point-target',
    document: withPoint({ target: { link: number(1) } }),
    says: 'ACP1 stands on a link that no longer exists',
  },
  {
    rule: 'claim-point-argued',
    document: withPoint({ module: '' }),
    says: 'ACP1 leads to no confidence argument',
  },
  {
    rule: 'claim-point-argued',
    document: withPoint({ argument: id('AC-S0') }),
    says: 'ACP1 is argued by the strategy AC-S0; it has to be a goal',
  },
  {
    rule: 'claim-point-whole',
    document: withPoint({ target: { link: linkTo('AC1').id } }),
    says: 'ACP1 stands on one support of the strategy AC-S0',
  },
  {
    rule: 'challenge-argument',
    document: withDefeater({ argument: id('AC-S0') }),
    says: 'D99 is made by the strategy AC-S0',
  },
  {
    rule: 'challenge-evidenced',
    document: ((grown) => ({
      ...grown,
      defeaters: withDefeater({ argument: nodeNamed(grown, 'NEW').id, target: { node: id('AC2') } })
        .defeaters,
    }))(withNewNode(good, {})),
    says: 'D99 is argued by NEW, which no evidence supports yet: until then AC2 is in doubt',
  },
  {
    rule: 'aside-unsupported',
    document: ((grown) => ({
      ...grown,
      defeaters: withDefeater({ argument: nodeNamed(grown, 'NEW').id }).defeaters,
    }))(withNewNode(good, {})),
    says: 'Nothing supports NEW, which stands in an argument beside the main one',
  },
  {
    rule: 'defeat-reasoned',
    document: withNode(good, 'AC1', { defeat: decided('') }),
    says: 'AC1 is marked defeated without a reason',
  },
  {
    rule: 'defeat-reasoned',
    document: link({ defeat: { outcome: 'stands', reason: ' ' } }),
    says: 'The link from AC-S0 to AC1 is said to stand without a reason',
  },
  {
    rule: 'defeat-reasoned',
    document: withDefeater({ defeat: decided('') }),
    says: 'D99 is marked defeated without a reason',
  },
  {
    rule: 'defeat-challenged',
    document: link({ defeat: decided('') }),
    says: 'The link from AC-S0 to AC1 is marked defeated, but nothing challenges it',
  },
  {
    rule: 'defeat-undecided',
    document: withDefeater({ argument: id('AC-Sn1'), target: { node: id('AC2') } }),
    says: 'By D99, AC2 would be defeated: decide, and say why',
  },
  {
    rule: 'defeated-claimed',
    document: withNode(good, 'AC1', { defeat: decided('The bound is wrong.') }),
    says: 'AC1 is defeated, and the case still rests on it',
  },
  {
    rule: 'statement-copied',
    document: withNode(good, 'AC1', { text: nodeNamed(good, 'AC2').text }),
    says: 'AC2 says the same as AC1',
  },
  {
    rule: 'evidence-method',
    document: good,
    context: described({ method: ' ' }),
    says: '“Log” at AC-Sn1 does not say by which method it was made',
  },
  {
    rule: 'evidence-subject',
    document: good,
    context: described({ subject: '' }),
    says: 'does not name the system that it was made on',
  },
  {
    rule: 'evidence-subject',
    document: good,
    context: described({ subject: 'Larch 2' }),
    says: 'was made on Larch 2, while the case is about Atlas',
  },
  {
    rule: 'goal-proposition',
    document: withNode(good, 'AC1', { text: 'Demonstrate that leaks are rare.' }),
    says: 'AC1 orders: say what is claimed to be true',
  },
  {
    rule: 'strategy-reasons',
    document: withNode(good, 'AC-S0', { text: 'The protocol is effective.' }),
    says: 'AC-S0 states a fact',
  },
  {
    rule: 'solution-atomic',
    document: withNode(good, 'AC-Sn1', { text: 'Test report; review minutes' }),
    says: 'AC-Sn1 names more than one artefact',
  },
  {
    rule: 'context-plain',
    document: withNode(good, 'AC-C1', { text: 'It is assumed that nobody shares keys.' }),
    says: 'AC-C1 assumes something: make it an assumption',
  },
  {
    rule: 'context-plain',
    document: withNode(good, 'AC-C1', { text: 'Test results show that it is fast.' }),
    says: 'AC-C1 reports a result',
  },
  {
    rule: 'full-sentence',
    document: withNode(good, 'AC-A1', { text: 'Perfect network' }),
    says: 'AC-A1 is no sentence',
  },
  {
    rule: 'vague-bounded',
    document: withNode({ ...good, criteria: [] }, 'AC-BL3', {
      kind: 'goal',
      text: 'Controls are adequate.',
    }),
    says: 'AC-BL3 says “adequate”',
  },
  {
    rule: 'solution-leap',
    document: withNode(good, 'AC1', { text: 'All leaks are caught.' }),
    says: 'AC1 speaks of all cases and rests on AC-Sn1 alone',
  },
];
