import type { ContractReview } from '@/server/reviews/contract';
import { CONTRACT } from './contractText';

export type ContractChoice = 'verified' | 'rejected' | 'not-judged';

const MOST = 4;

interface JudgedLine {
  name: string;
  value: string | null;
}

/** Every context line that an assessor judges, with their own verdict. */
export function judgedLines({ citations }: Pick<ContractReview, 'citations'>): JudgedLine[] {
  return citations.flatMap(({ away, lines }) =>
    lines.map(({ context, own }) => ({
      name: `${context.identifier} for ${away.identifier}`,
      value: own?.value ?? null,
    })),
  );
}

/** Why the contract cannot be signed as verified; null when it can. The server has the last word. */
export function refusalToVerify(contract: Pick<ContractReview, 'citations'>): string | null {
  const lines = judgedLines(contract);
  const differing = lines.filter(({ value }) => value === 'differs');
  if (differing.length > 0) return CONTRACT.handIn.differs(listed(differing));
  const open = lines.filter(({ value }) => value === null);
  return open.length > 0 ? CONTRACT.handIn.open(listed(open)) : null;
}

function listed(lines: readonly JudgedLine[]): string {
  const shown = lines.slice(0, MOST).map(({ name }) => name);
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [CONTRACT.handIn.more(rest)] : [])].join(', ');
}
