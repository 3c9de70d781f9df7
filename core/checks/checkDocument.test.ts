import { BROKEN_CORE } from './brokenCore.fixture';
import { BROKEN_EXTENSIONS } from './brokenExtensions.fixture';
import { blankLink } from '@/core/argument/blank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { blocksApproval, blocksFreeze, checkDocument } from './checkDocument';
import { REVIEWER_QUESTIONS } from './reviewerQuestions';
import { RULES } from './rules';
import { rulesPage } from './rulesPage';
import { nodeNamed, number, withNewNode, withNode } from './wellFormed.fixture';
import { api, base, cite, good, id, modular, module, room } from './broken.fixture';

const BROKEN = [...BROKEN_CORE, ...BROKEN_EXTENSIONS];

describe('the checks', () => {
  it('find nothing in a well-formed case', () => {
    expect(checkDocument(good)).toEqual([]);
    expect(checkDocument(good, { ...room('ready'), ...base() })).toEqual([]);
  });

  for (const { rule, document, context, says } of BROKEN) {
    it(`${rule}: ${says}`, () => {
      const findings = checkDocument(document, context);
      const messages = findings.filter((finding) => finding.rule === rule);
      expect(messages[0]?.message ?? findings).toContain(says);
    });
  }

  it('are each broken by a case above, and each has its own id', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((rule) => !BROKEN.some((broken) => broken.rule === rule))).toEqual([]);
  });

  it('let errors, and only errors, refuse a freeze', () => {
    for (const { severity, blocks } of RULES) {
      expect(blocks === 'freeze').toBe(severity === 'error');
    }
  });

  it('are what docs/checks.md shows', async () => {
    await expect(rulesPage(RULES, REVIEWER_QUESTIONS)).toMatchFileSnapshot('../../docs/checks.md');
  });

  it('say of the scheming template what stands before a release', () => {
    const findings = checkDocument(builtInTemplate('scheming', countingIds()));
    const count = (rule: string) => findings.filter((finding) => finding.rule === rule).length;
    expect(count('open-problem')).toBe(15);
    expect(count('choice-settled')).toBe(3);
    expect(blocksFreeze(findings).map(({ rule }) => rule)).not.toContain('supported-by-targets');
    expect(blocksApproval(findings).length).toBe(
      count('undeveloped') + count('solution-evidence') + count('open-problem'),
    );
  });

  for (const { id: template } of TEMPLATES) {
    it(`find no structural error in ${template}`, () => {
      const open = new Set([
        'parameter-filled',
        'index-repeated',
        'choice-settled',
        'away-pinned',
        'disposition',
        'subject',
        'setting',
        'decision',
        'window',
        'outcome-criterion',
        'failure-condition',
      ]);
      const findings = blocksFreeze(checkDocument(builtInTemplate(template, countingIds())));
      expect(findings.filter(({ rule }) => !open.has(rule))).toEqual([]);
    });
  }

  it('say of the templates’ wording nothing, and of the rest what is so', () => {
    const known = new Set(['interface-scope', 'drafts']);
    const said = TEMPLATES.flatMap(({ id: template }) =>
      checkDocument(builtInTemplate(template, countingIds()))
        .filter(({ severity, rule }) => severity === 'hint' && !known.has(rule))
        .map(({ rule, message }) => `${template} ${rule} ${message}`),
    );
    expect(said).toEqual([
      'scheming template-developed G2 comes undeveloped with the template, which does not say what would support it.',
      'ai-control parameter-declared {proxy} is declared, but stands nowhere.',
      'hospital-supplement template-described The template does not state its limits.',
      'hospital-supplement parameter-declared {date} is declared nowhere: say what it stands for.',
    ]);
  });

  it('let a contract module argue between away goals, and a goal wait for it', () => {
    const deal = { ...good, modules: [module('deal', 'contract'), module('sub')] };
    const target = { module: 'sub', public: true, undeveloped: true };
    const first = { ...target, identifier: 'T1', text: 'It holds.' };
    const second = { ...target, identifier: 'T2', text: 'It holds up.' };
    const promised = withNewNode(withNewNode(deal, first, 'AC2'), second, 'AC2');
    const away = { kind: 'away-goal', text: '', module: 'deal', public: false } as const;
    const upper = withNewNode(promised, { ...away, identifier: 'AG1', away: cite('sub', 'T1') });
    const below = { ...away, identifier: 'AG2', away: cite('sub', 'T2') };
    const lower = withNewNode(upper, below, 'AG1');
    const open = { identifier: 'W1', toBeSupportedByContract: true, text: 'Others help.' };
    const waiting = withNewNode(lower, open, 'AC2');
    const reference = {
      kind: 'contract',
      identifier: 'K1',
      away: cite('deal', ''),
      text: '',
    } as const;
    const findings = checkDocument(withNewNode(waiting, reference, 'AC2'));
    const said = findings.filter(({ severity }) => severity !== 'hint').map(({ rule }) => rule);
    expect([...new Set(said)].sort()).toEqual(['leaf-challenged', 'undeveloped']);
  });

  it('ask an interface for no context that stands above it in another module', () => {
    const document = modular({});
    const elements = [nodeNamed(document, 'T1').id];
    const offered = { ...document, interfaces: [api({ module: 'sub', elements })] };
    const rules = checkDocument(offered).map(({ rule }) => rule);
    expect(rules.filter((rule) => /^interface-(elements|names|context)/.test(rule))).toEqual([]);
  });

  it('demand nothing of what lies only below a branch that is not claimed', () => {
    const document = withNode(withNode(good, 'AC-RD', { claim: 'not-claimed' }), 'AC-RD3', {
      text: 'Open {token}',
      openProblem: 'report',
      undeveloped: false,
    });
    expect(checkDocument(document).map(({ rule, node }) => [rule, node])).toEqual([
      ['not-claimed', id('AC-RD')],
    ]);
  });

  it('end on any graph whatever', () => {
    const end = fc.nat(9).map((index) => number(index + 1));
    const link = fc.record({
      kind: fc.constantFrom('supported-by', 'in-context-of'),
      from: end,
      to: end,
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 40 }), fc.nat(8), (links, root) => {
        const document: CaseDocument = {
          ...good,
          root: number(root),
          nodes: good.nodes.slice(0, 8).map((node, index) => ({ ...node, id: number(index + 1) })),
          links: links.map((one, index) =>
            blankLink({ ...one, id: number(100 + index), rank: 'a0' }),
          ),
        };
        const findings = checkDocument(document);
        const selfLoop = links.some(({ from, to }) => from === to && from <= number(8));
        if (selfLoop) expect(findings.map(({ rule }) => rule)).toContain('acyclic');
      }),
      { seed: 20245, numRuns: 300 },
    );
  });
});
