import { describe, expect, it } from 'vitest';
import type { AuthorClaim } from '@/core/argument/document';
import { indexArgument } from '@/core/argument/outline';
import { builtInTemplate } from '@/core/templates/templates';
import { unclaimedNodes } from './unclaimedNodes';

const template = builtInTemplate('scheming');

function unclaimed(...notClaimed: string[]): string[] {
  const nodes = template.nodes.map((node) => {
    const claim: AuthorClaim = notClaimed.includes(node.identifier) ? 'not-claimed' : node.claim;
    return { ...node, claim };
  });
  const index = indexArgument({ ...template, nodes });
  return [...unclaimedNodes({ ...template, nodes }, index)].map(
    (id) => index.nodes.get(id)?.identifier ?? '',
  );
}

describe('what the argument does not rest on', () => {
  it('is what is not claimed and what lies only below it', () => {
    expect(unclaimed()).toEqual([]);
    expect(unclaimed('HC4').sort()).toEqual(['HC4', 'HC4a', 'HC4b', 'HC4c', 'Sn-HC4a']);
  });

  it('leaves out what something claimed still rests on', () => {
    // CAP0 supports both SI-S and HI-S.
    expect(unclaimed('SI0')).toContain('SI1');
    expect(unclaimed('SI0')).not.toContain('CAP0');
    expect(unclaimed('SI0', 'HI0')).toContain('CAP0');
  });
});
