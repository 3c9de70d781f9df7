import { citedElements } from './citations';
import type { ArgumentNode, CaseDocument, Id } from './document';

/** Words of what elements cite in their own case, by the citing element. */
export type CitedWords = ReadonlyMap<Id, string>;

/**
 * What the away elements of a case say that have no words of their own: what they cite, where it stands
 * in the same case (GSN 1:4.2.2). The words are read each time and stored nowhere.
 */
export function citedWords(
  document: Pick<CaseDocument, 'nodes' | 'module' | 'modules' | 'interfaces'>,
): CitedWords {
  const words = new Map<Id, string>();
  for (const [citing, target] of citedElements(document)) {
    if (citing.text === '' && target.text !== '') words.set(citing.id, target.text);
  }
  return words;
}

/** What an element says; of a citation what is cited, and failing that the note of whoever cites it. */
export function statementOf({ id, text, localNote }: ArgumentNode, cited: CitedWords): string {
  return text || cited.get(id) || localNote;
}
