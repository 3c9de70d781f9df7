const TITLES = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'sir', 'dame']);

/** First and last initial of a name without its title: "Dr Ines Okafor" is IO. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => !TITLES.has(word.toLowerCase().replace(/\.$/, '')));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last].map((word) => (word ? Array.from(word)[0]?.toUpperCase() : '')).join('');
}
