const LONGEST = 200;

/** A title for a file that nobody has named yet: its name without ending and underscores. */
export function fileTitle(fileName: string): string {
  return fileName
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .slice(0, LONGEST);
}
