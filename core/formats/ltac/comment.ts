/** A line of a comment; what follows the sign is never taken for anything else. */
export function commentLine(line: string): string {
  return line === '' ? '#' : `# ${line}`;
}
