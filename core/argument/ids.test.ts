import { describe, expect, it } from 'vitest';
import { isId, newId, nextIdentifier } from './ids';
import { compareIdentifiers } from './outline';

describe('record ids', () => {
  it('are 128 random bits in one spelling', () => {
    const ids = new Set(Array.from({ length: 1_000 }, newId));
    expect(ids.size).toBe(1_000);
    expect([...ids].every(isId)).toBe(true);
    expect(isId('A'.repeat(32))).toBe(false);
  });
});

describe('identifiers', () => {
  it('take the next free number of their kind', () => {
    expect(nextIdentifier('goal', ['G1', 'G4', 'GX', 'S9'])).toBe('G5');
    expect(nextIdentifier('goal', [])).toBe('G1');
    expect(nextIdentifier('condition', ['COU-11', 'COU-12'])).toBe('COU-13');
    expect(nextIdentifier('condition', [])).toBe('COU-01');
    expect(nextIdentifier('defeater', ['D9', 'D10'])).toBe('D11');
  });

  it('continue the numbering they stand beside', () => {
    expect(nextIdentifier('strategy', ['S1.1', 'S2'], 'S1.1')).toBe('S1.2');
    expect(nextIdentifier('goal', ['HC4a', 'HC4b'], 'HC4a')).toBe('HC4c');
    expect(nextIdentifier('context', ['HS-C1', 'HS-C2'], 'HS-C2')).toBe('HS-C3');
    expect(nextIdentifier('goal', ['G1'], 'AC-BL')).toBe('G2');
  });

  it('sort as people count', () => {
    const sorted = ['G10', 'G2', 'C1', 'G2a', 'G2.1', 'G'].sort(compareIdentifiers);
    expect(sorted).toEqual(['C1', 'G', 'G2', 'G2.1', 'G2a', 'G10']);
  });
});
