/**
 * What somebody typed, as one line of at most so many characters: no line breaks, control characters
 * or direction overrides, so that it can't pass for a header or for words of ours.
 */
export function oneLine(typed: string, most: number): string {
  const line = typed
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
