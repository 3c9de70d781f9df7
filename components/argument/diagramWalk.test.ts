import { describe, expect, it } from 'vitest';
import { indexArgument } from '@/core/argument/outline';
import { builtInTemplate } from '@/core/templates/templates';
import { neighbourOf } from './diagramWalk';

const document = builtInTemplate('scheming');
const index = indexArgument(document);
const idOf = (identifier: string) =>
  document.nodes.find((node) => node.identifier === identifier)?.id ?? '';

function walk(from: string, key: string, hidden: string[] = []): string | null {
  const isDrawn = (id: string) => !hidden.map(idOf).includes(id);
  const to = neighbourOf(index, idOf(from), key, isDrawn);
  return to === null ? null : (index.nodes.get(to)?.identifier ?? null);
}

describe('walking the diagram by arrow keys', () => {
  it('goes to the parent, to the first that supports, and to the siblings', () => {
    expect(walk('HC1', 'ArrowUp')).toBe('HC-S');
    expect(walk('G0', 'ArrowDown')).toBe('S0');
    expect(walk('HC2', 'ArrowLeft')).toBe('HC1');
    expect(walk('HC2', 'ArrowRight')).toBe('HC3');
  });

  it('ends at the edges', () => {
    expect(walk('G0', 'ArrowUp')).toBeNull();
    expect(walk('HC5', 'ArrowDown')).toBeNull();
    expect(walk('HC1', 'ArrowLeft')).toBeNull();
    expect(walk('HC1', 'Home')).toBeNull();
  });

  it('reaches contexts to the right of what supports', () => {
    expect(walk('HC-S', 'ArrowRight')).toBe('HC-C');
    expect(walk('HC-C', 'ArrowLeft')).toBe('HC-S');
  });

  it('steps over what is folded away', () => {
    expect(walk('HC1', 'ArrowRight', ['HC2', 'HC3'])).toBe('HC4');
    expect(walk('HC-S', 'ArrowDown', ['HC1'])).toBe('HC2');
  });
});
