import { windowBounds } from '@/core/workflow/window';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** A case argues about one configured system (domain rule 1; GPAI Code 7.1). */
export function* checkSubjectStated({ document }: CaseView): Generator<Observation> {
  const { name, version } = document.facts.subject;
  const missing = [name.trim() === '' && 'name', version.trim() === '' && 'version'];
  const words = missing.filter((part) => part !== false);
  if (words.length === 0) return;
  yield {
    path: ['facts', 'subject', words[0] ?? 'name'],
    message: `State the ${listed(words)} of the system that the case is about.`,
  };
}

/** A subject is identified by a digest, not by its name alone (domain rule 1). */
export function* checkSubjectDigest({ document }: CaseView): Generator<Observation> {
  if (document.facts.subject.digest.trim() !== '') return;
  yield {
    path: ['facts', 'subject', 'digest'],
    message: 'State a digest or provider id that tells exactly which build of the system is meant.',
  };
}

/** A case argues about one setting (domain rule 1; GPAI Code 7.2). */
export function* checkSettingStated({ document }: CaseView): Generator<Observation> {
  const { name } = document.facts.setting;
  if (name.trim() !== '') return;
  yield {
    path: ['facts', 'setting', 'name'],
    message: 'Name the setting that the system is used in.',
  };
}

/** The setting profile says who uses the system, for what, how far and under which oversight. */
export function* checkSettingProfile({ document }: CaseView): Generator<Observation> {
  const { name: _, ...profile } = document.facts.setting;
  const blank = Object.entries(profile).filter(([, text]) => text.trim() === '');
  const [first] = blank;
  if (!first) return;
  yield {
    path: ['facts', 'setting', first[0]],
    message: `The setting profile leaves ${listed(
      blank.map(([field]) => field),
      6,
    )} blank.`,
  };
}

/** A case supports one decision (domain rule 1). */
export function* checkDecisionStated({ document }: CaseView): Generator<Observation> {
  if (document.facts.decision.trim() !== '') return;
  yield { path: ['facts', 'decision'], message: 'State the decision that this case supports.' };
}

/** Every case has a validity window with both ends (domain rule 32). */
export function* checkWindow({ document }: CaseView): Generator<Observation> {
  const { from, until, zone, ends } = document.facts.window;
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
export function* checkOutcomes({ document }: CaseView): Generator<Observation> {
  const { outcomes } = document.facts;
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
export function* checkFailureConditions({ document }: CaseView): Generator<Observation> {
  const { failureConditions } = document.facts;
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
