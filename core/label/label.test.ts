import { describe, expect, it } from 'vitest';
import { utf8 } from '@/core/snapshot/bytes';
import { freezeRelease } from '@/core/snapshot/digest';
import { readView } from '@/core/snapshot/disclosed';
import { derivedId, sha256Hex } from '@/core/snapshot/hash';
import { recordsOf } from '@/core/snapshot/recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
  sampleId,
} from '@/core/snapshot/testing/sampleCase';
import { buildView, parseView, type Withholding } from '@/core/snapshot/view';
import type { CaseDocument } from '@/core/argument/document';
import { labelOf, longDate } from './label';

const facts = sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT)));
const why: Withholding = { class: 'commercial', reason: 'Volumes.' };

function labelFor(document: CaseDocument, withheld: string[] = []) {
  const release = freezeRelease(recordsOf(document, facts), new Uint8Array(32), SAMPLE_HEAD);
  const withhold = new Map(withheld.map((id) => [id, why]));
  const { bytes } = buildView(release, { name: 'public', withhold });
  return labelOf(readView(parseView(bytes)));
}

describe('the label', () => {
  it('says system, setting, conditions, window and what is not covered, each with its source', () => {
    const { sections } = labelFor(sampleDocument());
    expect(Object.fromEntries(sections.map(({ key, lines }) => [key, lines]))).toEqual({
      indications: [
        {
          text: 'Larch 2 2026-02-01 in Supervised drafting: Drafts of statutes, checked by a person.',
          from: '',
          note: '',
        },
        { text: 'Users: Council staff.', from: '', note: '' },
        { text: 'Tasks: Drafting.', from: '', note: '' },
        { text: 'Used only for supervised drafting.', from: 'COU-01', note: '' },
      ],
      contraindications: [
        {
          text: 'No write access to systems that train or deploy models.',
          from: 'COU-02',
          note: '',
        },
      ],
      window: [
        {
          text: '1 March 2026 to 28 February 2027, Europe/London. On the last day the system is re-argued, or its use stops.',
          from: '',
          note: '',
        },
      ],
      'not-covered': [{ text: 'Coordination across different models.', from: '', note: '' }],
    });
  });

  it('names what the case does not claim', () => {
    const document = sampleDocument();
    const nodes = document.nodes.map((node) =>
      node.identifier === 'G1' ? { ...node, claim: 'not-claimed' as const } : node,
    );
    const { sections } = labelFor({ ...document, nodes });
    expect(sections.find(({ key }) => key === 'not-covered')?.lines).toContainEqual({
      text: 'Not claimed: Harm control holds against self-exfiltration.',
      from: 'G1',
      note: '',
    });
  });

  it('keeps every condition of use when the setting is withheld, and nothing of the setting', () => {
    const whole = labelFor(sampleDocument());
    const less = labelFor(sampleDocument(), [derivedId('setting', '')]);
    const conditions = (label: typeof whole) =>
      label.sections.flatMap(({ lines }) => lines.filter(({ from }) => from.startsWith('COU')));
    expect(conditions(less)).toEqual(conditions(whole));
    expect(JSON.stringify(less)).not.toContain('Council staff');
  });

  it('says that it is not complete', () => {
    expect(labelFor(sampleDocument(), [sampleId('K1')]).incomplete).toContain('not complete');
  });
});

describe('a long date', () => {
  it('is written out, and what is no date is left as it stands', () => {
    expect(longDate('2027-03-01')).toBe('1 March 2027');
    expect(longDate('soon')).toBe('soon');
  });
});
