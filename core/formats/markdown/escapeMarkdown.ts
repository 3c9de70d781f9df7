/** Punctuation that means something anywhere in a line of GitHub Flavored Markdown, or in its dialects. */
const MEANING = /[\\`*_{}[\]#|~$!@]/g;
/** What begins a list, a heading's underline or a rule, at the start of a line alone. */
const MARKER = /^(?:[-+=]|\d+(?=[.)]))/;
/** Addresses that become links by themselves. */
const ADDRESS = /(www)\.|:(?=\/\/)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/gu;

/**
 * Text for one line of Markdown: it reads as it is, and is never a tag, a link, a list, a table or
 * the end of what surrounds it (CommonMark 0.31 section 2.4). Line breaks become spaces.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(MEANING, '\\$&')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(ADDRESS, (address, www?: string) => (www === undefined ? `\\${address}` : `${www}\\.`))
    .replace(MARKER, (marker) => (/\d/.test(marker) ? `${marker}\\` : `\\${marker}`));
}

/** Text as code, between backticks that are more than any in it (CommonMark 0.31 section 6.1). */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + pad + line + pad + fence;
}

function oneLine(text: string): string {
  return text.replace(CONTROL, '\uFFFD').replace(/\s+/g, ' ').trim();
}
