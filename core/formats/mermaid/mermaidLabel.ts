/**
 * Letters, digits, spaces and the punctuation of prose stand as they are: a full stop behind a letter
 * (behind a digit it would begin a list), a hyphen between letters, all else that means nothing.
 */
const SPECIAL =
  /(?<![\p{L})])\.|(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])|[^\p{L}\p{M}\p{N} .\-,:()?'’“”–—…/]/gu;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F\u2028\u2029]+|\p{Surrogate}/gu;

/**
 * Text for a quoted label of Mermaid: every character that may mean something to it, to its Markdown
 * or to HTML is written by its number (`#35;`), so that no text can end the label, begin a directive
 * or a tag. Line breaks become spaces.
 */
export function mermaidLabel(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(SPECIAL, (character) => `#${character.codePointAt(0) ?? 0};`);
}
