import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '@/core/attest/verify';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import { publicBundle } from './bundle';

let world: World;
let story: ReleaseStory;
let digest: string;
beforeAll(async () => {
  world = await World.open();
  story = await ReleaseStory.open(world);
  ({ digest } = await story.publish());
});
afterAll(() => world.close());

describe('a case that was frozen, submitted, reviewed, signed and published', () => {
  it('is in force on its public page, with every term holding', async () => {
    const page = await (await world.callerFor(null)).publication.page(story.address);
    expect(page.digest).toBe(digest);
    expect(page.status.terms.filter((term) => !term.holds)).toEqual([]);
    expect(page.status.inForce).toBe(true);
    expect(page.signOffs.map(({ decision, capacity }) => [decision, capacity])).toEqual([
      ['approved', 'external'],
    ]);
    expect(page.history.map((event) => event.words)).toEqual([
      'Published',
      'Approved',
      'Review signed: supported',
      'Views disclosed: assessors, public',
      'Submitted for review',
      'Frozen as release 1, candidate 1',
    ]);
    expect(page.accepted.map((residual) => residual.identifier)).toEqual(['G2']);
  });

  it('says its label from the conditions of use, the setting and the window', async () => {
    const { label } = await (await world.callerFor(null)).publication.page(story.address);
    expect(label.sections.map(({ key }) => key)).toEqual([
      'indications',
      'contraindications',
      'window',
      'not-covered',
    ]);
    expect(label.sections.find(({ key }) => key === 'window')?.lines).toEqual([
      {
        text: '1 March 2027 to 29 February 2028, Europe/London. On the last day the system is re-argued, or its use stops.',
        from: '',
        note: '',
      },
    ]);
    expect(label.incomplete).toContain('not complete');
  });

  it('downloads as a bundle that verifies offline', async () => {
    const { bytes, fileName } = await publicBundle(await world.contextFor(null), story.address);
    expect(fileName).toBe(`${story.owned.slug}-r1.casewright.zip`);
    const report = verifyBundle(bytes, { now: world.deps.now() });
    expect(report.lines.filter((line) => line.result === 'false')).toEqual([]);
    expect(report.outcome).toBe('valid');
    expect(report.release).toMatchObject({
      digest,
      status: 'published',
      signoffs: [{ decision: 'approved', capacity: 'external' }],
      reviews: [{ assessment: 'supported', assuranceLevel: 2 }],
    });
  });

  it('does not verify after any one byte of the bundle has changed', async () => {
    const { bytes } = await publicBundle(await world.contextFor(null), story.address);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(verifyBundle(altered).outcome).not.toBe('valid');
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what the assessors wrote in their report out of every public form', async () => {
    const { bytes } = await publicBundle(await world.contextFor(null), story.address);
    const page = await (await world.callerFor(null)).publication.page(story.address);
    expect(JSON.stringify(page)).not.toContain('secret-summary');
    expect(Buffer.from(bytes).includes('secret-summary')).toBe(false);
  });
});
