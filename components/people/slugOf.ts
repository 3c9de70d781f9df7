/** A short name for addresses, proposed from a name: "St Brannoc Hospital" → st-brannoc-hospital. */
export function slugOf(name: string, longest = 60): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
