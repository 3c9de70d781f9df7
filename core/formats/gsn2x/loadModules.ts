import type { FindingList } from '../findingList';
import type { FileSource } from '../importFormats';
import { decodeText, MAX_FOREIGN_BYTES, MAX_IMPORT_BYTES, positionText } from '../importResult';
import { readYaml, YamlError, type YamlBudget } from '../yamlTree';
import { readModule } from './readModule';
import { MAX_TOKENS, type SourceModule } from './source';

/** All files of one case together. */
const MAX_FILES = 200;
const MAX_MIB = MAX_IMPORT_BYTES / 1024 / 1024;

/**
 * Reads a gsn2x file and the files that its modules use, each once, in the order in which they are
 * named. A file that is not there is a finding; files that use each other in a circle are an error.
 */
export function loadModules(
  bytes: Uint8Array,
  files: FileSource,
  findings: FindingList,
): SourceModule[] {
  return new Loader(bytes, files, findings).load();
}

class Loader {
  private readonly first: Uint8Array;
  private readonly files: FileSource;
  private readonly findings: FindingList;
  private readonly budget: YamlBudget = { tokens: MAX_TOKENS };
  private room = MAX_IMPORT_BYTES;
  private readonly modules: SourceModule[] = [];
  private readonly seen = new Set<string>();
  private readonly missing = new Set<string>();
  private readonly names = new Map<string, string>();

  constructor(first: Uint8Array, files: FileSource, findings: FindingList) {
    this.first = first;
    this.files = files;
    this.findings = findings;
  }

  load(): SourceModule[] {
    this.file('', this.first, []);
    return this.modules;
  }

  /** @param path files that are being read, each used by the one before it */
  private file(name: string, bytes: Uint8Array, path: readonly string[]): void {
    this.room -= bytes.length;
    if (this.room < 0) {
      return this.findings.error(name, `All files together are larger than ${MAX_MIB} MiB.`);
    }
    const module = this.parse(name, bytes);
    if (!module) return;
    const other = this.names.get(module.name);
    if (other !== undefined) {
      const place = other === '' ? 'the first file' : other;
      return this.findings.error(name, `The module ‘${module.name}’ is in ${place} already.`);
    }
    this.names.set(module.name, name);
    this.modules.push(module);
    const missing: string[] = [];
    for (const [index, used] of module.uses.entries()) {
      const place = `${name === '' ? '' : `${name}: `}module.uses[${index}]`;
      const isThere = this.use(beside(name, used), place, [...path, name]);
      if (!isThere) missing.push(used);
    }
    // What is written again still says what it rests on.
    if (missing.length > 0) module.annotations.set('uses', missing.join(', '));
  }

  /** @returns false when there is no such file */
  private use(name: string, place: string, path: readonly string[]): boolean {
    if (path.includes(name)) return this.circle(name, place, path);
    if (this.seen.has(name)) return !this.missing.has(name);
    if (this.seen.size >= MAX_FILES) {
      this.findings.error(place, `More than ${MAX_FILES} files are used.`);
      return true;
    }
    this.seen.add(name);
    const bytes = this.files(name);
    if (bytes === null) {
      this.missing.add(name);
      const message = `The file ‘${name}’ is not there: what it holds is away from here.`;
      this.findings.warning(place, message);
      return false;
    }
    // Nobody tells the name of the first file, so it is known by what it holds.
    if (sameBytes(bytes, this.first)) return this.circle('the first file', place, path);
    this.file(name, bytes, path);
    return true;
  }

  private circle(name: string, place: string, path: readonly string[]): boolean {
    const steps = [...path.slice(1), name].join(' → ');
    this.findings.error(place, `The files use each other in a circle: ${steps}.`);
    return true;
  }

  private parse(name: string, bytes: Uint8Array): SourceModule | null {
    const at = (place: string) => (name === '' ? place : `${name}: ${place}`);
    const decoded = decodeText(bytes, MAX_FOREIGN_BYTES);
    if ('refusal' in decoded) {
      this.findings.error(at(decoded.path), decoded.refusal);
      return null;
    }
    try {
      return readModule(readYaml(decoded.text, this.budget), name, this.findings);
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      const place = positionText(decoded.text, error.offset);
      this.findings.error(at(place), error.message);
      return null;
    }
  }
}

/** A name that a file gives counts from its own folder. */
function beside(file: string, name: string): string {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return (folder + name).replace(/(?:^|(?<=\/))(?:\.\/)+/g, '');
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
