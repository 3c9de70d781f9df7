import { describe, expect, it } from 'vitest';
import { BUNDLE_LIMITS, MOST_BUNDLED_EVIDENCE, refuseOversized } from './bundleLimits';

describe('the limits of a bundle', () => {
  it('leave room for all the evidence that an instance includes', () => {
    const { bytes, view, html, others, files } = BUNDLE_LIMITS;
    // Two headers and the name twice for each file.
    const container = files * 2 * (76 + 200);
    expect(view + html + others + MOST_BUNDLED_EVIDENCE + container).toBeLessThanOrEqual(bytes);
  });

  it('count every file but the evidence, and name the first that is too much', () => {
    const { view, html, others } = BUNDLE_LIMITS;
    const most: [string, number][] = [
      ['view.json', view],
      ['index.html', html],
      ['index.json', others - 1],
      ['keys.json', 1],
      ['evidence/aa', 1e9],
    ];
    expect(() => refuseOversized(most, BUNDLE_LIMITS)).not.toThrow();
    for (const [more, says] of [
      [['view.json', view + 1], /^view\.json has \d+ bytes; 46137344 are allowed\.$/],
      [['manifest.json', 1], /^manifest\.json, with the files before it, has \d+ bytes; /],
    ] as const) {
      expect(() => refuseOversized([...most, more], BUNDLE_LIMITS)).toThrow(says);
    }
  });
});
