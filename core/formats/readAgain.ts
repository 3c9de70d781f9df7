import type { ExportLoss } from './exportFormats';
import { MAX_FOREIGN_BYTES } from './importResult';

/** Smaller files reach no bound that a reader has beside those of a case. Bytes. */
const SMALL = 250_000;

/** Why a reader does not take a text, and where. */
export interface Refusal {
  message: string;
  path: string;
}

/**
 * What an export says of a file that goes over a bound of its own reader: then the whole case is lost to
 * whoever has the file alone.
 *
 * @param refusal looks at a text as far as the bounds of its reader go
 * @returns one loss, or none when the file is read again
 */
export function lossOfReading(
  bytes: Uint8Array,
  refusal: (text: string) => Refusal | null,
): ExportLoss[] {
  if (bytes.length < SMALL) return [];
  if (bytes.length > MAX_FOREIGN_BYTES) {
    return [lossOfAll(`it is larger than ${MAX_FOREIGN_BYTES / 1024 / 1024} MiB.`)];
  }
  const found = refusal(new TextDecoder().decode(bytes));
  return found ? [lossOfAll(`${found.path}: ${found.message}`)] : [];
}

/** The loss of a whole case. */
export function lossOfAll(why: string): ExportLoss {
  return { path: '', message: `The file is too much to be read again: ${why}` };
}
