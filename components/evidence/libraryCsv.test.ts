import { expect, it } from 'vitest';
import type { Library } from '@/server/evidence/reading';
import { libraryCsv } from './libraryCsv';

const library = (title: string, subject: string): Library => ({
  case: {
    id: '',
    slug: 'larch-2',
    title: '',
    kind: 'base',
    mayReadDraft: true,
    org: { slug: 'meridian', name: 'Meridian' },
  },
  mayRegister: false,
  artefacts: [
    {
      id: '',
      identifier: 'EV-1',
      number: 1,
      title,
      kind: 'report',
      method: '',
      subject,
      illustrative: false,
      access: 'owner',
      createdAt: '',
      current: null,
      pending: null,
      versions: 0,
    },
  ],
});

it('quotes what would end a cell, and keeps formulas as text', () => {
  const [, row] = libraryCsv(library('Red team, "round 2"', '=HYPERLINK("x")')).split('\r\n');
  expect(row).toBe(`EV-1,"Red team, ""round 2""",report,"'=HYPERLINK(""x"")",none,,,,`);
});
