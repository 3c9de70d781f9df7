/** One line of output; bars and references are in docs. */
export interface Measured {
  bench: string;
  n: number;
  value: number;
  unit: string;
  reference: number;
  ratio: number;
}

export type Report = (measured: Measured) => void;

/** Reports a value and the same for the peers, each against one reference. */
export function reportAgainst(
  report: Report,
  line: { bench: string; n: number; unit: string; reference: number },
  values: Readonly<Record<string, number>>,
): void {
  const { bench, n, unit, reference } = line;
  for (const [peer, value] of Object.entries(values)) {
    const name = peer === 'casewright' ? bench : `${bench}.${peer}`;
    report({ bench: name, n, value, unit, reference, ratio: value / reference });
  }
}
