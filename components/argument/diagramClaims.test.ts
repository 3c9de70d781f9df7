import { describe, expect, it } from 'vitest';
import { builtInTemplate } from '@/core/templates/templates';
import { elementDoubted } from './diagramClaims';

const template = builtInTemplate('scheming');

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
