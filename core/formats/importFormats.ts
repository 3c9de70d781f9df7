import type { IdSource } from '@/core/argument/ids';
import { looksLikeGsn2x } from './gsn2x/detect';
import type { ImportResult } from './importResult';
import { looksLikeLtac } from './ltac/detect';
import { looksLikeSacm } from './sacm/looksLikeSacm';
import { looksLikeTea } from './tea/looksLikeTea';

/** Bytes to document. `ids` gives record ids where the format has none. */
export type Importer = (bytes: Uint8Array, ids: IdSource, files?: FileSource) => ImportResult;

export interface ImportFormat {
  id: string;
  title: string;
  /** Endings of file names, without the dot. */
  extensions: readonly string[];
  /** Whether the beginning of a file looks like this format. */
  looksLike: (beginning: string) => boolean;
  /** Loaded when the format is met: parsers of YAML and XML take longer to load than a case to read. */
  load: () => Promise<Importer>;
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
    load: async () => (await import('./casewrightJson')).importCasewrightJson,
  },
  {
    id: 'template',
    title: 'Casewright template (YAML)',
    extensions: ['yaml', 'yml'],
    looksLike: (beginning) => /^meta:/m.test(beginning) && !/^\s*\{/.test(beginning),
    load: async () => (await import('./templateYaml')).importTemplateYaml,
  },
  {
    id: 'tea',
    title: 'TEA JSON',
    extensions: [],
    looksLike: looksLikeTea,
    load: async () => (await import('./tea/importTea')).importTea,
  },
  {
    id: 'sacm',
    title: 'SACM 2.3 XML',
    extensions: ['xml', 'sacm', 'xmi'],
    looksLike: looksLikeSacm,
    load: async () => (await import('./sacm/importSacm')).importSacm,
  },
  {
    id: 'gsn2x',
    title: 'GSN YAML (gsn2x)',
    extensions: ['yaml', 'yml'],
    looksLike: looksLikeGsn2x,
    load: async () => (await import('./gsn2x/importGsn2x')).importGsn2x,
  },
  {
    id: 'ltac',
    title: 'LTAC text',
    extensions: ['ltac'],
    looksLike: looksLikeLtac,
    load: async () => (await import('./ltac/importLtac')).importLtac,
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
