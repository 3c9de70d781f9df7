import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { builtInTemplate } from '@/core/templates/templates';

import { evidenceErrorLine, evidenceLines, evidenceReport } from './evidenceReport';
import { layoutLines, layoutReport } from './layoutReport';

describe('the layout report', () => {
  it('counts from the top left corner and names every box', () => {
    const document = builtInTemplate('scheming');
    const report = layoutReport(document);
    // The template's checklist is offered, not raised: it is no part of the drawing.
    expect(report.boxes).toHaveLength(document.nodes.length);
    expect(Math.min(...report.boxes.map((box) => box.x))).toBe(0);
    expect(Math.min(...report.boxes.map((box) => box.y))).toBe(0);
    expect(Math.max(...report.boxes.map((box) => box.x + box.width))).toBe(report.width);
    expect(report.boxes.map((box) => box.identifier)).toContain('HC1a');
    expect(layoutLines(report).at(-1)).toContain(`${report.boxes.length} boxes`);
  });

  it('depends on nothing but the document', () => {
    const once = layoutReport(builtInTemplate('hospital-supplement', counted()));
    const again = layoutReport(builtInTemplate('hospital-supplement', counted()));
    expect(again).toEqual(once);
  });
});

describe('the evidence report', () => {
  const log = JSON.stringify({
    status: 'success',
    eval: { task: 'probe', model: 'm/1', dataset: { name: 'd', samples: 2 } },
    results: {
      total_samples: 2,
      completed_samples: 2,
      scores: [{ name: 'match', metrics: { accuracy: { value: 0.5 }, stderr: { value: 0.5 } } }],
    },
  });

  it('adds digest and size to what the log says', async () => {
    const reading = await evidenceReport(new Blob([log]));
    if (!reading.ok) throw new Error(reading.error.message);
    expect(reading.report).toMatchObject({
      task: 'probe',
      size: log.length,
      sha256: createHash('sha256').update(log).digest('hex'),
    });
    expect(evidenceLines(reading.report)).toContain('metric     match/accuracy = 0.5 ± 0.5, n = 2');
  });

  it('passes on why a file is no log', async () => {
    const reading = await evidenceReport(new Blob(['hello']));
    if (reading.ok) throw new Error('was read');
    expect(evidenceErrorLine(reading.error)).toBe(
      'error not-inspect byte_0 This is not a JSON object.',
    );
  });
});

function counted(): () => string {
  let next = 0;
  return () => (next++).toString(16).padStart(32, '0');
}
