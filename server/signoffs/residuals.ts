import type { DisclosedCase } from '@/core/snapshot/disclosed';

/** Something left open that an approval has to accept by name. */
export interface Residual {
  /** Id of the residual record: the sign-off names it. */
  id: string;
  kind: 'open-problem' | 'undeveloped' | 'doubt';
  /** Identifier of the element it is about; empty when that is withheld. */
  identifier: string;
  /** The statement left open, or the doubt in words. */
  text: string;
}

/** What stays open in a release, in reading order. */
export function residualsOf(shown: DisclosedCase): Residual[] {
  const found: Residual[] = [];
  const listed = new Set<string>();
  for (const entry of shown.outline) {
    if (entry.entry !== 'node') continue;
    for (const residual of entry.residuals) {
      listed.add(residual.id);
      const statement = entry.text.shown ? entry.text.value.statement : '';
      found.push({
        id: residual.id,
        kind: residual.type,
        identifier: entry.identifier ?? '',
        text: residual.text === '' ? statement : residual.text,
      });
    }
  }
  for (const residual of shown.residuals) {
    if (listed.has(residual.id)) continue;
    found.push({ id: residual.id, kind: residual.type, identifier: '', text: residual.text });
  }
  return found;
}
