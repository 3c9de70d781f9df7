import type { IdSource } from '@/core/argument/ids';
import { importCasewrightJson } from './casewrightJson';
import { looksLikeGsn2x } from './gsn2x/detect';
import { importGsn2x } from './gsn2x/importGsn2x';
import type { ImportResult } from './importResult';
import { importSacm } from './sacm/importSacm';
import { looksLikeSacm } from './sacm/looksLikeSacm';
import { importTea } from './tea/importTea';
import { looksLikeTea } from './tea/looksLikeTea';
import { looksLikeLtac } from './ltac/detect';
import { importLtac } from './ltac/importLtac';
import { importTemplateYaml } from './templateYaml';

export interface ImportFormat {
  id: string;
  title: string;
  /** Endings of file names, without the dot. */
  extensions: readonly string[];
  /** Whether the beginning of a file looks like this format. */
  looksLike: (beginning: string) => boolean;
  /** Bytes to document. `ids` gives record ids where the format has none. */
  read: (bytes: Uint8Array, ids: IdSource, files?: FileSource) => ImportResult;
}

/** Files that a file names beside itself: its bytes, or null when there is none of that name. */
export type FileSource = (name: string) => Uint8Array | null;

/** Formats that can be read, in the order in which they are tried. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  {
    id: 'casewright',
    title: 'Casewright JSON',
    extensions: ['json'],
    looksLike: (beginning) => /^\s*\{/.test(beginning) && beginning.includes('"casewright/1"'),
    read: (bytes) => importCasewrightJson(bytes),
  },
  {
    id: 'template',
    title: 'Casewright template (YAML)',
    extensions: ['yaml', 'yml'],
    looksLike: (beginning) => /^meta:/m.test(beginning) && !/^\s*\{/.test(beginning),
    read: importTemplateYaml,
  },
  {
    id: 'tea',
    title: 'TEA JSON',
    extensions: [],
    looksLike: looksLikeTea,
    read: importTea,
  },
  {
    id: 'sacm',
    title: 'SACM 2.3 XML',
    extensions: ['xml', 'sacm', 'xmi'],
    looksLike: looksLikeSacm,
    read: importSacm,
  },
  {
    id: 'gsn2x',
    title: 'GSN YAML (gsn2x)',
    extensions: ['yaml', 'yml'],
    looksLike: looksLikeGsn2x,
    read: importGsn2x,
  },
  {
    id: 'ltac',
    title: 'LTAC text',
    extensions: ['ltac'],
    looksLike: looksLikeLtac,
    read: importLtac,
  },
];

/** How much of a file is looked at to tell its format, in bytes. */
const BEGINNING = 4_096;

/**
 * The format of a file: by what it begins with, else by its name's ending when only one format
 * has it; null when neither tells.
 */
export function detectImportFormat(bytes: Uint8Array, fileName = ''): ImportFormat | null {
  const beginning = new TextDecoder().decode(bytes.subarray(0, BEGINNING));
  const alike = IMPORT_FORMATS.find(({ looksLike }) => looksLike(beginning));
  if (alike) return alike;
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const named = IMPORT_FORMATS.filter(({ extensions }) => extensions.includes(ending));
  return named.length === 1 ? (named[0] ?? null) : null;
}
