import { windowBounds } from '@/core/workflow/window';
import { listed, type CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** A case argues about one configured system (domain rule 1; GPAI Code 7.1). */
function checkSubjectStated(view: CaseView): readonly Observation[] {
  const { name, version } = view.value('facts').subject;
  const missing = [name.trim() === '' && 'name', version.trim() === '' && 'version'];
  const words = missing.filter((part) => part !== false);
  if (words.length === 0) return NONE;
  return [
    {
      path: ['facts', 'subject', words[0] ?? 'name'],
      message: `State the ${listed(words)} of the system that the case is about.`,
    },
  ];
}

/** A subject is identified by a digest, not by its name alone (domain rule 1). */
function checkSubjectDigest(view: CaseView): readonly Observation[] {
  if (view.value('facts').subject.digest.trim() !== '') return NONE;
  return [
    {
      path: ['facts', 'subject', 'digest'],
      message:
        'State a digest or provider id that tells exactly which build of the system is meant.',
    },
  ];
}

/** A case argues about one setting (domain rule 1; GPAI Code 7.2). */
function checkSettingStated(view: CaseView): readonly Observation[] {
  const { name } = view.value('facts').setting;
  if (name.trim() !== '') return NONE;
  return [
    {
      path: ['facts', 'setting', 'name'],
      message: 'Name the setting that the system is used in.',
    },
  ];
}

/** The setting profile says who uses the system, for what, how far and under which oversight. */
function checkSettingProfile(view: CaseView): readonly Observation[] {
  const { name: _, ...profile } = view.value('facts').setting;
  const blank = Object.entries(profile).filter(([, text]) => text.trim() === '');
  const [first] = blank;
  if (!first) return NONE;
  return [
    {
      path: ['facts', 'setting', first[0]],
      message: `The setting profile leaves ${listed(
        blank.map(([field]) => field),
        6,
      )} blank.`,
    },
  ];
}

/** A case supports one decision (domain rule 1). */
function checkDecisionStated(view: CaseView): readonly Observation[] {
  if (view.value('facts').decision.trim() !== '') return NONE;
  return [{ path: ['facts', 'decision'], message: 'State the decision that this case supports.' }];
}

/** Every case has a validity window with both ends (domain rule 32). */
function* checkWindow(view: CaseView): Generator<Observation> {
  const { from, until, zone, ends } = view.value('facts').window;
  const path = ['facts', 'window'];
  if (from === '' || until === '') {
    yield { path, message: 'Set the validity window: its first day, its last day, its time zone.' };
    return;
  }
  const bounds = windowBounds({ from, until, zone });
  if (!bounds.ok) yield { path, message: bounds.sentence };
  if (ends === '') {
    yield {
      path: [...path, 'ends'],
      message: 'Say what happens when the window ends: retire, replace or re-argue.',
    };
  }
}

/** There are unacceptable outcomes, each with the criterion that its risk is judged by (domain rule 1). */
function* checkOutcomes(view: CaseView): Generator<Observation> {
  const { outcomes } = view.value('facts');
  if (outcomes.length === 0) {
    yield {
      path: ['facts', 'outcomes'],
      message: 'List the outcomes that are unacceptable, each with its criterion.',
    };
  }
  for (const { id, identifier, text, criterion } of outcomes) {
    const path = ['facts', 'outcomes', id];
    const name = identifier || 'An outcome';
    if (text.trim() === '') yield { path, message: `${name} does not say what must not happen.` };
    if (criterion.trim() === '') {
      yield { path, message: `${name} has no criterion by which its risk is judged.` };
    }
  }
}

/** It is said when the justification no longer holds, and how one would notice (domain rule 4; GPAI Code 7.2(2)). */
function* checkFailureConditions(view: CaseView): Generator<Observation> {
  const { failureConditions } = view.value('facts');
  if (failureConditions.length === 0) {
    yield {
      path: ['facts', 'failureConditions'],
      message: 'State at least one condition under which this case would no longer hold.',
    };
  }
  for (const { id, text, trigger, unmonitorable } of failureConditions) {
    const path = ['facts', 'failureConditions', id];
    if (text.trim() === '') yield { path, message: 'A failure condition is empty.' };
    else if (trigger.trim() === '' && !unmonitorable) {
      yield {
        path,
        message: `“${shortened(text)}”: say what would make us notice, or mark it unmonitorable.`,
      };
    }
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57).trimEnd()}…` : text;
}

export const FACT_RULES: readonly Rule[] = [
  {
    id: 'subject',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 1',
    title: 'The case names the system and the version that it is about.',
    checks: { document: checkSubjectStated },
  },
  {
    id: 'setting',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 1',
    title: 'The case names the setting.',
    checks: { document: checkSettingStated },
  },
  {
    id: 'decision',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 1',
    title: 'The case says which decision it supports.',
    checks: { document: checkDecisionStated },
  },
  {
    id: 'window',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rules 1, 32',
    title: 'The case has a validity window with both ends, a time zone and what happens after it.',
    checks: { document: checkWindow },
  },
  {
    id: 'outcome-criterion',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 1',
    title: 'Unacceptable outcomes are listed, each with its criterion.',
    checks: { document: checkOutcomes },
  },
  {
    id: 'failure-condition',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 4; GPAI Code 7.2(2)',
    title: 'The case says when it no longer holds, and how one would notice.',
    checks: { document: checkFailureConditions },
  },
  {
    id: 'subject-digest',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 1',
    title: 'The system is identified by a digest or provider id.',
    checks: { document: checkSubjectDigest },
  },
  {
    id: 'setting-profile',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 1',
    title: 'The setting profile is complete.',
    checks: { document: checkSettingProfile },
  },
];
