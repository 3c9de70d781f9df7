/** An address of this site and nothing else: `next` comes from the address bar. */
export function ownPath(to: string | undefined): string {
  return to && /^\/(?![/\\])[^\\]*$/.test(to) ? to : '/inbox';
}
