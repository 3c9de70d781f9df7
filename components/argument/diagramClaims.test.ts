import { describe, expect, it } from 'vitest';
import type { AuthorClaim } from '@/core/argument/document';
import { indexArgument } from '@/core/argument/outline';
import { builtInTemplate } from '@/core/templates/templates';
import { elementDoubted, unclaimedNodes } from './diagramClaims';

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

describe('the element that a doubt is about', () => {
  const [first] = template.defeaters;
  const [link] = template.links;
  if (!first || !link) throw new Error('The template has doubts and links.');
  const doubt = (id: string, target: typeof first.target) => ({ ...first, id, target });

  it('is its target, the element its link leaves, or that of the doubt it answers', () => {
    const defeaters = [
      doubt('a', { link: link.id }),
      doubt('b', { defeater: 'a' }),
      doubt('c', { node: link.to }),
    ];
    const about = (id: string) => elementDoubted({ ...template, defeaters }, id);
    expect([about('a'), about('b'), about('c')]).toEqual([link.from, link.from, link.to]);
  });

  it('is none when the target is gone or doubts answer each other', () => {
    const defeaters = [
      doubt('a', { defeater: 'b' }),
      doubt('b', { defeater: 'a' }),
      doubt('c', { link: 'gone' }),
    ];
    const about = (id: string) => elementDoubted({ ...template, defeaters }, id);
    expect([about('a'), about('c'), about('unknown')]).toEqual([null, null, null]);
  });
});
