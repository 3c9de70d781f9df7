import { ImportNotes, ImportRefusal } from '../importNotes';
import type { Refusal } from '../readAgain';
import { refuseTooMuch } from './carried';
import { readSacm } from './readSacm';
import { parseXml } from './xmlTree';

/** The bound that reading a file would meet; null when there is none. */
export function sacmRefusal(text: string): Refusal | null {
  const notes = new ImportNotes();
  try {
    const file = readSacm(parseXml(text, notes), notes);
    for (const { tags } of [file, ...file.packages, ...file.assets, ...file.relations]) {
      for (const tag of tags) refuseTooMuch(tag);
    }
    return null;
  } catch (error) {
    if (error instanceof ImportRefusal) return error;
    throw error;
  }
}
