import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { freezeRelease } from '@/core/snapshot/digest';
import { readView } from '@/core/snapshot/disclosed';
import { recordsOf } from '@/core/snapshot/recordsOf';
import {
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from '@/core/snapshot/testing/sampleCase';
import { buildView, parseView } from '@/core/snapshot/view';
import { renderView } from './html';
import { sampleRelease } from './testing/sampleBundle';

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>&{system}`;

function pageOf(document: CaseDocument): string {
  const records = recordsOf(document, sampleFacts('0'.repeat(64)));
  const release = freezeRelease(records, new Uint8Array(32), SAMPLE_HEAD);
  const view = buildView(release, { name: 'owner' });
  return renderView(release.manifest, readView(parseView(view.bytes)));
}

describe('the readable page', () => {
  const { release, redacted } = sampleRelease();
  const page = renderView(release.manifest, readView(parseView(redacted.bytes)));

  it('shows the label, the argument and what is withheld with class and reason', () => {
    for (const words of [
      'Used only for supervised drafting.',
      'Operating Larch 2 creates no unacceptable risk.',
      'Coordination across different models.',
      '2026-03-01 – 2027-02-28 (Europe/London)',
      'Security: Attack proposals and thresholds.',
      release.releaseDigest,
    ]) {
      expect(page).toContain(words);
    }
    expect(page).not.toContain('Retries after refusal');
  });

  it('says what is watched, as frozen, and names no claim that is withheld', () => {
    for (const words of [
      'Planted attacks caught by auditors',
      'Share of attacks planted each week that an auditor caught.',
      'inside limits while at least <code>94 %</code>, amber beyond that, while at least <code>90.0 %</code>, else red',
      'read every 7 days, silent after another 7 days; from Audit programme',
    ]) {
      expect(page).toContain(words);
    }
    const shown = readView(parseView(redacted.bytes));
    const [watched] = shown.indicators;
    if (!watched) throw new Error('The sample watches nothing.');
    const hidden = { ...watched, indicator: { ...watched.indicator, node: 'f'.repeat(32) } };
    const html = renderView(release.manifest, { ...shown, indicators: [hidden] });
    expect(html).toContain('watches a claim that is withheld');
    expect(html).not.toContain('f'.repeat(32));
  });

  it('nests the argument in lists that open and close', () => {
    for (const tag of ['ol', 'li', 'ul', 'article', 'section', 'dl']) {
      const opened = page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
      expect(page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0, tag).toBe(opened);
    }
  });

  it('runs nothing that anybody wrote into the case', () => {
    const hostile = sampleDocument();
    hostile.title = HOSTILE;
    hostile.facts.subject.name = HOSTILE;
    hostile.facts.setting.purpose = HOSTILE;
    hostile.facts.notCovered = [HOSTILE];
    for (const node of hostile.nodes) Object.assign(node, { text: HOSTILE, identifier: HOSTILE });
    for (const one of hostile.conditions) one.text = HOSTILE;
    for (const one of hostile.defeaters) Object.assign(one, { text: HOSTILE, response: HOSTILE });
    for (const one of hostile.criteria) Object.assign(one, { metric: HOSTILE, failure: HOSTILE });
    for (const one of hostile.evidence) one.shows = HOSTILE;
    for (const one of hostile.indicators)
      Object.assign(one, {
        identifier: HOSTILE,
        title: HOSTILE,
        definition: HOSTILE,
        source: HOSTILE,
        unit: HOSTILE,
        period: HOSTILE,
      });
    hostile.bodies[sampleId('G1')] = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: HOSTILE },
            {
              type: 'text',
              text: 'link',
              marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }],
            },
          ],
        },
      ],
    };
    const shown = pageOf(hostile);
    expect(shown).not.toMatch(/<(script|img)/);
    expect(shown).not.toContain('javascript:');
    expect(shown).toContain('&lt;script&gt;');
  });

  it('is the same for the same view, and watermarked for an example', () => {
    const shown = readView(parseView(redacted.bytes));
    expect(renderView(release.manifest, shown)).toBe(page);
    expect(renderView(release.manifest, shown, { example: true })).toContain('never in force');
  });
});
