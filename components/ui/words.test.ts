import { describe, expect, it } from 'vitest';
import { daysBetween, formatDate, formatInstant, relativeTime } from './dates';
import { digestGroups, shortDigest } from './digestGroups';
import { initials } from './initials';
import { keyCaps } from './keyCaps';
import { statementSegments, statementWords } from './statementSegments';

describe('dates', () => {
  it('are set the same everywhere', () => {
    expect(formatDate('2026-09-04')).toBe('4 Sep 2026');
    expect(formatDate('2026-03-01', 'short')).toBe('1 Mar 26');
    expect(formatDate('2026-02-24', 'long')).toBe('24\u00a0February\u00a02026');
    expect(formatInstant('2026-11-23T09:04:31Z')).toBe('23 Nov 2026, 09:04 UTC');
  });
  it('give back what is no date', () => {
    expect(formatDate('')).toBe('');
    expect(formatDate('soon')).toBe('soon');
  });
  it('count whole days across a leap day', () => {
    expect(daysBetween('2026-11-23', '2027-02-28')).toBe(97);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
  });
  it('tell how long ago and how far ahead', () => {
    const now = '2026-11-23T12:00:00Z';
    expect(relativeTime('2026-11-23T11:40:00Z', now)).toBe('20 min ago');
    expect(relativeTime('2026-11-23T15:00:00Z', now)).toBe('in 3 h');
    expect(relativeTime('2026-11-22T12:00:00Z', now)).toBe('yesterday');
    expect(relativeTime('2026-11-19T12:00:00Z', now)).toBe('4 days ago');
    expect(relativeTime('2026-01-12T12:00:00Z', now)).toBe('12 Jan 2026');
  });
});

describe('statementSegments', () => {
  const parameters = [
    { name: 'system', value: 'Larch 2' },
    { name: 'setting', value: '' },
  ];
  it('splits at parameters and keeps the words between them', () => {
    expect(statementSegments('Operating {system} in {setting}.', parameters)).toEqual([
      { kind: 'text', text: 'Operating ' },
      { kind: 'parameter', name: 'system', value: 'Larch 2' },
      { kind: 'text', text: ' in ' },
      { kind: 'parameter', name: 'setting', value: '' },
      { kind: 'text', text: '.' },
    ]);
  });
  it('leaves braces that name no parameter alone', () => {
    expect(statementSegments('{a} and {system', parameters)).toEqual([
      { kind: 'text', text: '{a} and {system' },
    ]);
  });
  it('reads aloud with values, and with the name where there is none', () => {
    expect(statementWords(statementSegments('{system} in {setting}', parameters))).toBe(
      'Larch 2 in {setting}',
    );
  });
});

describe('small words', () => {
  it('group a digest by four and shorten it to eight', () => {
    expect(digestGroups('E3EC458C74')).toEqual(['e3ec', '458c', '74']);
    expect(shortDigest('e3ec458c7443')).toBe('e3ec 458c');
  });
  it('take initials without the title', () => {
    expect(initials('Dr Ines Okafor')).toBe('IO');
    expect(initials('Tomás de la Lindqvist')).toBe('TL');
    expect(initials('Cher')).toBe('C');
    expect(initials('')).toBe('');
  });
  it('print key caps for either keyboard', () => {
    expect(keyCaps('mod+Enter')).toBe('⌘↵');
    expect(keyCaps('mod+k', false)).toBe('Ctrl K');
    expect(keyCaps('g i')).toBe('G I');
  });
});
