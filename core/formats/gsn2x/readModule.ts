import { LIMITS } from '@/core/argument/limits';
import type { FindingList } from '../findingList';
import type { YamlMap, YamlValue } from '../yamlTree';
import { ELEMENT_TYPES, typeOfKey, type ElementType } from './elementTypes';
import { annotationText, booleanOf, isNull, textOf } from './plainForms';
import {
  CARRIED_PREFIX,
  ELEMENT_FIELDS,
  isDefeaterOnly,
  MODULE_FIELDS,
  UNSAFE_NAME,
  type SourceDevelopment,
  type SourceElement,
  type SourceModule,
} from './source';

/** A module without a name of its own is called this, or after its file. */
const UNNAMED = 'main';

/** Reads one gsn2x file; what it says of other elements is not looked up yet. */
export function readModule(
  tree: YamlValue | null,
  file: string,
  findings: FindingList,
): SourceModule | null {
  if (tree === null || isNull(tree)) {
    findings.error(file, 'The file is empty.');
    return null;
  }
  if (tree.type !== 'map') {
    findings.error(file, 'A gsn2x file is a map of elements by their names.');
    return null;
  }
  return new ModuleReader(file, findings).module(tree);
}

class ModuleReader {
  private readonly file: string;
  private readonly findings: FindingList;
  /** Aliases share a list, and so its names: a file can name one list very often. */
  private readonly lists = new Map<YamlValue, readonly string[]>();

  constructor(file: string, findings: FindingList) {
    this.file = file;
    this.findings = findings;
  }

  module({ entries }: YamlMap): SourceModule {
    const head = this.head(entries.get('module'));
    const elements: SourceElement[] = [];
    let nodes = 0;
    for (const [key, value] of entries) {
      const element = key === 'module' ? null : this.element(key, value);
      if (!element) continue;
      elements.push(element);
      if (!isDefeaterOnly(element)) nodes += 1;
      const challenges = elements.length - nodes;
      if (nodes <= LIMITS.nodes && challenges <= LIMITS.defeaters) continue;
      this.findings.error(
        this.path(key),
        nodes > LIMITS.nodes
          ? `The file holds too many elements; a case may have ${LIMITS.nodes}.`
          : `The file holds too many challenges; a case may have ${LIMITS.defeaters}.`,
      );
      break;
    }
    return { ...head, file: this.file, elements };
  }

  private head(value: YamlValue | undefined): Omit<SourceModule, 'file' | 'elements'> {
    const fallback = this.file.replace(/^.*\//, '').replace(/(?:\.gsn)?\.ya?ml$/, '') || UNNAMED;
    const path = this.path('module');
    const fields = this.fields(value, path);
    const name = this.text(fields.get('name'), `${path}.name`);
    const { annotations, carried } = this.layers(fields, MODULE_FIELDS, path);
    return {
      name: name || fallback,
      isNamed: name !== '',
      brief: this.text(fields.get('brief'), `${path}.brief`),
      uses: this.names(fields.get('uses'), `${path}.uses`),
      develops: this.developments(fields.get('extends'), `${path}.extends`),
      annotations,
      carried,
    };
  }

  private developments(value: YamlValue | undefined, path: string): SourceDevelopment[] {
    if (value === undefined || isNull(value)) return [];
    const list = value.type === 'list' ? value.items : [value];
    return list.flatMap((item, index) => {
      const place = `${path}[${index}]`;
      const fields = this.fields(item, place);
      const module = this.text(fields.get('module'), `${place}.module`);
      if (module === '') this.findings.error(place, 'It does not name the module that it extends.');
      for (const name of fields.keys()) {
        if (name === 'module' || name === 'develops') continue;
        this.findings.warning(`${place}.${name}`, 'Nothing is known by this name; it is left out.');
      }
      const develops = this.fields(fields.get('develops'), `${place}.develops`);
      return [...develops].map(([element, by]) => {
        const at = `${place}.develops.${element}`;
        return { path: at, module, element, by: this.names(by, at) };
      });
    });
  }

  private element(key: string, value: YamlValue): SourceElement | null {
    const path = this.path(key);
    const fields = this.fields(value, path);
    const type = this.type(key, fields.get('nodeType'), path);
    if (type === null) return null;
    const { annotations, carried } = this.layers(fields, ELEMENT_FIELDS, path);
    const flag = (name: string) => this.flag(fields.get(name), name, path, annotations);
    return {
      key,
      path,
      type,
      text: this.text(fields.get('text'), `${path}.text`),
      supportedBy: this.names(fields.get('supportedBy'), `${path}.supportedBy`),
      inContextOf: this.names(fields.get('inContextOf'), `${path}.inContextOf`),
      challenges: this.text(fields.get('challenges'), `${path}.challenges`),
      undeveloped: flag('undeveloped'),
      defeated: flag('defeated'),
      defeatedRelation: this.names(fields.get('defeatedRelation'), `${path}.defeatedRelation`),
      claimPoints: this.claimPoints(fields.get('acp'), `${path}.acp`),
      annotations,
      carried,
    };
  }

  private type(key: string, value: YamlValue | undefined, path: string): ElementType | null {
    const named = typeOfKey(key);
    if (value === undefined || isNull(value)) {
      if (named === null) {
        this.findings.error(
          path,
          'Its type is not known: begin the name with G, S, Sn, C, A, J, CG or CSn, or add nodeType.',
        );
      }
      return named;
    }
    const type = ELEMENT_TYPES.find((one) => one === textOf(value)) ?? null;
    if (type === null) {
      this.findings.error(`${path}.nodeType`, `It is none of ${ELEMENT_TYPES.join(', ')}.`);
    }
    return type;
  }

  private claimPoints(value: YamlValue | undefined, path: string) {
    const points = new Map<string, readonly string[]>();
    for (const [name, on] of this.fields(value, path)) {
      points.set(name, this.names(on, `${path}.${name}`));
    }
    return points;
  }

  /** A flag that says neither yes nor no stays as an annotation. */
  private flag(
    value: YamlValue | undefined,
    name: string,
    path: string,
    annotations: Map<string, string>,
  ): boolean {
    if (value === undefined || isNull(value)) return false;
    const flag = booleanOf(value);
    if (flag === null) {
      this.findings.warning(
        `${path}.${name}`,
        'It is neither true nor false; it is kept as an annotation.',
      );
      annotations.set(name, annotationText(name, value));
    }
    return flag === true;
  }

  private layers(
    fields: ReadonlyMap<string, YamlValue>,
    known: ReadonlySet<string>,
    path: string,
  ): { annotations: Map<string, string>; carried: Map<string, string> } {
    const annotations = new Map<string, string>();
    const carried = new Map<string, string>();
    for (const [name, value] of fields) {
      if (known.has(name) || isNull(value)) continue;
      if (name === UNSAFE_NAME || name === '') {
        this.findings.warning(`${path}.${name}`, 'A layer can’t have this name; it is left out.');
      } else if (name.startsWith(CARRIED_PREFIX)) {
        carried.set(name.slice(CARRIED_PREFIX.length), textOf(value));
      } else annotations.set(name, annotationText(name, value));
    }
    return { annotations, carried };
  }

  private fields(value: YamlValue | undefined, path: string): ReadonlyMap<string, YamlValue> {
    if (value === undefined || isNull(value)) return new Map();
    if (value.type === 'map') return value.entries;
    this.findings.error(path, 'A map of fields is expected here.');
    return new Map();
  }

  private text(value: YamlValue | undefined, path: string): string {
    if (value === undefined || isNull(value)) return '';
    if (value.type !== 'text') this.findings.error(path, 'A text is expected here.');
    return textOf(value);
  }

  /** One name or a list of names. */
  private names(value: YamlValue | undefined, path: string): readonly string[] {
    if (value === undefined || isNull(value)) return [];
    if (value.type !== 'list') return [this.text(value, path)];
    const known = this.lists.get(value);
    if (known) return known;
    const names = value.items.map((item, index) => this.text(item, `${path}[${index}]`));
    this.lists.set(value, names);
    return names;
  }

  private path(name: string): string {
    return this.file === '' ? name : `${this.file}: ${name}`;
  }
}
