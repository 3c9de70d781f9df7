import { tokensOf } from '@/core/argument/parameters';
import type { CaseView } from './caseView';
import type { Observation } from './finding';

/** A sentence's end: a stop, a space and a capital. Abbreviations with a small letter after pass. */
const NEXT_SENTENCE = /[.!?]["”’)]?\s+\p{Lu}/u;

/** C12: a goal is one proposition (GSN 1:2.3.2, 2:5.3.2). */
export function* checkGoalsAtomic(view: CaseView): Generator<Observation> {
  for (const { id, kind, text } of view.reading) {
    if (kind !== 'goal' || !NEXT_SENTENCE.test(text)) continue;
    yield {
      node: id,
      message: `${view.name(id)} says more than one thing: keep the claim, move the rest to a context or the text.`,
    };
  }
}

/** C14: a solution refers to an artefact and makes no claim (GSN 1:2.3.4). */
export function* checkSolutionsRefer(view: CaseView): Generator<Observation> {
  const claim = /\b(?:shows?|proves?|demonstrates?|confirms?|ensures?|guarantees?)\b/i;
  for (const { id, kind, text } of view.reading) {
    if (kind !== 'solution' || !claim.test(text)) continue;
    yield {
      node: id,
      message: `${view.name(id)} makes a claim: name the artefact, and say what it shows at the evidence.`,
    };
  }
}

/** C17: a statement fits its box; the essay belongs in the text (GSN 2:5.3–5.5). */
export function* checkStatementsShort(view: CaseView): Generator<Observation> {
  for (const { id, text } of view.reading) {
    if (text.length <= 400 || tokensOf(text).length > 5) continue;
    yield {
      node: id,
      message: `The statement of ${view.name(id)} has ${text.length} characters: move the detail to its text.`,
    };
  }
}
