import { describe, expect, it } from 'vitest';
import type { CaseView } from '@/server/cases/present';
import { FILTERS, ledgerRows, passes, readFilter } from './ledgerRows';

function view(id: string, changes: Partial<CaseView> = {}): CaseView {
  return {
    id,
    slug: id,
    title: id,
    kind: 'base',
    organisation: { slug: 'lab', name: 'Lab', example: false },
    mayReadDraft: true,
    subject: '',
    setting: '',
    latest: null,
    published: null,
    state: 'draft',
    window: { from: '', until: '', zone: 'UTC' },
    openFindings: {},
    next: null,
    baseCaseId: null,
    ...changes,
  };
}

const published = (inForce: boolean, until = '2027-12-31') =>
  view('p', {
    published: {
      releaseId: 'r',
      number: 1,
      state: 'published',
      inForce,
      onHold: false,
      failing: null,
    },
    window: { from: '2027-01-01', until, zone: 'UTC' },
  });

describe('the rows of the ledger', () => {
  it('hang supplements under their base, and lose nothing to a ring of references', () => {
    const rows = ledgerRows([
      view('a'),
      view('b', { baseCaseId: 'a' }),
      view('c'),
      view('d', { baseCaseId: 'b' }),
      view('e', { baseCaseId: 'not shown' }),
      view('x', { baseCaseId: 'y' }),
      view('y', { baseCaseId: 'x' }),
    ]);
    expect(rows.map(({ id, child }) => (child ? `-${id}` : id)).join(' ')).toBe('a -b -d c e x -y');
  });

  it('lead to the draft where it is open, to the releases otherwise', () => {
    const [own, theirs] = ledgerRows([view('a'), view('b', { mayReadDraft: false })]);
    expect(own?.href).toBe('/orgs/lab/cases/a');
    expect(theirs?.href).toBe('/orgs/lab/cases/b/releases');
  });
});

describe('filters', () => {
  it('are read from the address; unknown ones mean all', () => {
    expect(readFilter('drafts')).toBe('drafts');
    expect(readFilter('constructor')).toBe('all');
    expect(readFilter(undefined)).toBe('all');
  });

  it.each([
    ['a draft', view('a'), ['all', 'drafts']],
    ['in force', published(true), ['all', 'in-force']],
    ['in force, ending soon', published(true, '2027-06-01'), ['all', 'in-force', 'ending']],
    ['ended', published(false, '2027-02-28'), ['all', 'not-in-force']],
  ])('%s', (_, shown, expected) => {
    expect(FILTERS.filter((filter) => passes(shown, filter, '2027-03-01'))).toEqual(expected);
  });
});
