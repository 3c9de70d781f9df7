import type { RegistryLine } from '@/server/publication/registry';
import { TEXT } from './text';

const MOST = 8;
const DIGEST = /^[0-9a-f]{64}$/i;

/** Whether somebody pasted a whole digest. */
export function isDigest(search: string): boolean {
  return DIGEST.test(search.trim());
}

/** The base releases to choose from: those on which something new can be built stand first. */
export function offeredBases(lines: readonly RegistryLine[]): RegistryLine[] {
  return lines
    .filter(({ kind }) => kind === 'base')
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
}

function rank(line: RegistryLine): number {
  if (refusalToBuildOn(line) !== null) return 2;
  return line.status.inForce ? 0 : 1;
}

/** Why no supplement can be made on a release; null where one can. */
export function refusalToBuildOn({ status }: Pick<RegistryLine, 'status'>): string | null {
  const { state } = status;
  return state === 'suspended' || state === 'revoked' ? TEXT.make.base.refusals[state] : null;
}
