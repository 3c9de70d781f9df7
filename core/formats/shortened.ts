/** The first line of a text, cut to a length without cutting a character in two. */
export function shortened(text: string, max: number): string {
  const [line = ''] = text.split('\n', 1);
  return line.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
}
