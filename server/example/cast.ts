import type { OrgKind, OrgRole } from '@/core/policy/actor';

/**
 * Who acts in the worked example. Everybody and everything here is invented; the addresses are of a
 * domain that nobody can have (RFC 2606).
 */
export const ORGANISATIONS = {
  meridian: { name: 'Meridian Labs', slug: 'meridian', kind: 'lab' },
  hospital: { name: 'St Brannoc Hospital', slug: 'st-brannoc', kind: 'deployer' },
  harrow: { name: 'Harrow Assurance', slug: 'harrow', kind: 'auditor' },
  board: { name: 'Frontier Systems Board', slug: 'frontier-board', kind: 'regulator' },
} as const satisfies Record<string, { name: string; slug: string; kind: OrgKind }>;
export type OrganisationName = keyof typeof ORGANISATIONS;

interface Part {
  name: string;
  email: string;
  org: OrganisationName;
  roles: readonly OrgRole[];
  /** What they do, for whoever chooses as whom to look around. */
  does: string;
}

/** In the order in which the start lists them; the first owner of an organisation founds its keys. */
export const PEOPLE = {
  helen: {
    name: 'Dr Helen Marsh',
    email: 'helen.marsh@st-brannoc.example',
    org: 'hospital',
    roles: ['author', 'officer'],
    does: 'clinical safety officer, writes the supplement',
  },
  owen: {
    name: 'Owen Pryce',
    email: 'owen.pryce@st-brannoc.example',
    org: 'hospital',
    roles: ['owner', 'admin', 'officer'],
    does: 'medical director, decides on the supplement',
  },
  ana: {
    name: 'Ana Ruiz',
    email: 'ana.ruiz@meridian.example',
    org: 'meridian',
    roles: ['author'],
    does: 'writes the base case',
  },
  priya: {
    name: 'Priya Nair',
    email: 'priya.nair@meridian.example',
    org: 'meridian',
    roles: ['author'],
    does: 'measures, and brings the evidence',
  },
  dev: {
    name: 'Dev Banerjee',
    email: 'dev.banerjee@meridian.example',
    org: 'meridian',
    roles: ['owner', 'admin', 'officer'],
    does: 'responsible officer, froze and suspended the base',
  },
  mark: {
    name: 'Mark Ellery',
    email: 'mark.ellery@harrow.example',
    org: 'harrow',
    roles: ['owner', 'admin', 'reviewer'],
    does: 'lead assessor of the base',
  },
  yuki: {
    name: 'Yuki Tanabe',
    email: 'yuki.tanabe@harrow.example',
    org: 'harrow',
    roles: ['reviewer'],
    does: 'assessor, dissents on one claim',
  },
  ines: {
    name: 'Dr Ines Okafor',
    email: 'ines.okafor@frontier-board.example',
    org: 'board',
    roles: ['owner', 'admin', 'approver'],
    does: 'chairs the board that decides on the base',
  },
} as const satisfies Record<string, Part>;
export type PersonName = keyof typeof PEOPLE;

export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[];
