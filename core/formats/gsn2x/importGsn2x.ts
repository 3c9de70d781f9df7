import { blankCase } from '@/core/argument/blank';
import * as z from 'zod';
import {
  MODULE_KINDS,
  type ArgumentNode,
  type CaseModule,
  type NamedInterface,
  type RichText,
} from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { richTextSchema } from '@/core/argument/richText';
import { driftingTexts } from '../awayText';
import { FindingList } from '../findingList';
import { finishImport } from '../finishImport';
import type { FileSource } from '../importFormats';
import type { ImportResult } from '../importResult';
import { topOf } from '../readingOrder';
import { shortened } from '../shortened';
import { CASE_LAYERS, choiceLayer, interfacesLayer, modulesLayer } from './caseLayers';
import { Challenges } from './challenges';
import { Elements, type Element } from './elements';
import { interfacesOf } from './interfaces';
import { loadModules } from './loadModules';
import { parseCarried } from './nodeLayers';
import { Relations } from './relations';
import { CARRIED_PREFIX, type SourceModule } from './source';

/**
 * Reads GSN YAML as gsn2x 4 has it: a file is a module, and the modules that it uses become modules of
 * one case. Elements of other modules become away elements (GSN 1:4.2.2), counter elements become
 * challenges with the argument that makes them (1:6), assurance claim points claim points (1:5);
 * layers, addresses, classes and layout hints become annotations.
 *
 * @param files gives the files that a module names in `uses`; without it they count as missing
 */
export function importGsn2x(
  bytes: Uint8Array,
  ids: IdSource,
  files: FileSource = () => null,
): ImportResult {
  const findings = new FindingList();
  const sources = loadModules(bytes, files, findings);
  const [main] = sources;
  if (!main || findings.hasErrors) {
    return { document: null, findings: findings.shown() };
  }
  if (sources.every(({ elements }) => elements.length === 0)) {
    findings.error('', 'The file holds no element.');
    return { document: null, findings: findings.shown() };
  }
  return new CaseReader(sources, main, ids, findings).read();
}

class CaseReader {
  private readonly sources: readonly SourceModule[];
  private readonly main: SourceModule;
  private readonly ids: IdSource;
  private readonly findings: FindingList;
  private readonly elements: Elements;
  private readonly bodies: [string, RichText][] = [];
  private readonly interfaces: NamedInterface[] = [];

  constructor(
    sources: readonly SourceModule[],
    main: SourceModule,
    ids: IdSource,
    findings: FindingList,
  ) {
    this.sources = sources;
    this.main = main;
    this.ids = ids;
    this.findings = findings;
    this.elements = new Elements(sources, ids, findings);
  }

  read(): ImportResult {
    const { elements, ids, findings, main } = this;
    const relations = new Relations(elements, ids, findings);
    for (const file of this.sources) this.developments(file, relations);
    const challenges = new Challenges(elements, relations, ids, findings);
    const modules = this.modules();
    for (const element of elements.all) this.rest(element);
    const own = elements.all.filter(({ isDefeaterOnly }) => !isDefeaterOnly);
    const nodes = [...own.map(({ node }) => node), ...elements.citations.map(({ node }) => node)];
    const places = [
      ...own.map(({ source }) => source.path),
      ...elements.citations.map(({ path }) => path),
    ];
    for (const { index, message } of driftingTexts(nodes)) {
      findings.warning(places[index] ?? '', message);
    }
    const root = this.root(nodes, relations);
    return finishImport(
      blankCase({
        title: main.carried.get(CASE_LAYERS.caseTitle) ?? this.title(root),
        module: main.name,
        root: root?.id ?? null,
        nodes,
        links: relations.all,
        defeaters: challenges.defeaters,
        claimPoints: challenges.claimPoints,
        modules,
        interfaces: this.interfaces,
        bodies: Object.fromEntries(this.bodies),
      }),
      findings,
      (list, index) => (list === 'nodes' ? places[index] : undefined),
    );
  }

  private developments(file: SourceModule, relations: Relations): void {
    const any = this.elements.firstOf(file);
    if (any) relations.develop(file, any);
    else if (file.develops.length > 0) {
      this.findings.warning(
        file.develops[0]?.path ?? '',
        'The module has no element that could develop another; it is left out.',
      );
    }
  }

  /** The name of the module, or what the argument is about. */
  private title(root: ArgumentNode | null): string {
    const title = this.main.isNamed || !root?.text ? this.main.name : root.text;
    return shortened(title, LIMITS.title);
  }

  private root(nodes: readonly ArgumentNode[], { all }: Relations): ArgumentNode | null {
    const named = this.main.carried.get(CASE_LAYERS.root);
    if (named === '') return null;
    const found = this.elements.all.find(
      ({ source, file }) => file === this.main && source.key === named,
    );
    if (found && !found.isDefeaterOnly) return found.node;
    if (named !== undefined) {
      this.findings.warning(
        `module.${CARRIED_PREFIX}${CASE_LAYERS.root}`,
        `‘${named.slice(0, 60)}’ is not there; the top is found by its place.`,
      );
    }
    const own = nodes.filter(({ module }) => module === this.main.name);
    return topOf({ nodes: own.length > 0 ? own : nodes, links: all }) ?? null;
  }

  private modules(): CaseModule[] {
    return this.sources.flatMap((source): CaseModule[] => {
      const layers = new Map(source.carried);
      const take = (name: string) => {
        const text = layers.get(name);
        layers.delete(name);
        return text;
      };
      take(CASE_LAYERS.caseTitle);
      take(CASE_LAYERS.root);
      const title = take(CASE_LAYERS.title) ?? '';
      const kind = take(CASE_LAYERS.kind);
      const within = take(CASE_LAYERS.within) ?? '';
      // A single file without a module block is a case without modules.
      const isDeclared =
        take(CASE_LAYERS.declared) !== 'false' && (source.isNamed || this.sources.length > 1);
      const others = this.carried(take(CASE_LAYERS.modules), modulesLayer, CASE_LAYERS.modules);
      this.readInterfaces(source, take(CASE_LAYERS.interfaces));
      const more = this.carried(
        take(CASE_LAYERS.annotations),
        z.record(z.string(), z.string()),
        CASE_LAYERS.annotations,
      );
      const own: CaseModule = {
        id: this.ids(),
        name: source.name,
        kind: MODULE_KINDS.find((one) => one === kind) ?? 'module',
        within,
        title,
        description: source.brief,
        annotations: {
          ...Object.fromEntries(source.annotations),
          ...this.unknown(layers, headOf(source)),
          ...more,
        },
      };
      return [
        ...(isDeclared ? [own] : []),
        ...(others ?? []).map((other) => ({ id: this.ids(), ...other })),
      ];
    });
  }

  private readInterfaces(source: SourceModule, text: string | undefined): void {
    const layers = this.carried(text, interfacesLayer, CASE_LAYERS.interfaces) ?? [];
    const from = this.elements.firstOf(source);
    const path = `${headOf(source)}.${CARRIED_PREFIX}${CASE_LAYERS.interfaces}`;
    const find = (key: string) => {
      const element = from && this.elements.find(from, key, path);
      return element && !element.isDefeaterOnly ? element.node : null;
    };
    for (const read of interfacesOf(layers, find, path, this.findings)) {
      this.interfaces.push({ id: this.ids(), ...read });
    }
  }

  /** What is left of an element once everything that it names is known. */
  private rest(element: Element): void {
    const { node, source, carried } = element;
    const take = <T>(name: string, schema: z.ZodType<T>): T | null => {
      const text = carried.get(name);
      carried.delete(name);
      return this.carried(text, schema, `${source.path}.${name}`);
    };
    const body = take('body', richTextSchema);
    if (body) this.bodies.push([node.id, body]);
    const choice = take('choice', choiceLayer);
    if (choice) {
      const idsOf = (keys: readonly string[]) =>
        keys.flatMap((key) => this.elements.find(element, key, source.path)?.node.id ?? []);
      node.choice = {
        min: choice.min,
        ...(choice.label !== undefined && { label: choice.label }),
        of: idsOf(choice.of),
        optional: idsOf(choice.optional),
        supportingOnly: idsOf(choice.supportingOnly),
      };
    }
    Object.assign(node.annotations, this.unknown(carried, source.path));
  }

  private carried<T>(text: string | undefined, schema: z.ZodType<T>, path: string): T | null {
    if (text === undefined) return null;
    const value = parseCarried(text, schema);
    if (value === null) this.findings.warning(path, 'It means nothing here; it is left out.');
    return value;
  }

  /** Layers with our prefix that we do not know: kept as they are. */
  private unknown(layers: ReadonlyMap<string, string>, path: string): Record<string, string> {
    for (const name of layers.keys()) {
      this.findings.warning(
        `${path}.${CARRIED_PREFIX}${name}`,
        'Nothing is known by this name; it is kept as an annotation.',
      );
    }
    return Object.fromEntries([...layers].map(([name, text]) => [CARRIED_PREFIX + name, text]));
  }
}

/** Where a file says what it is itself. */
function headOf({ file }: SourceModule): string {
  return file === '' ? 'module' : `${file}: module`;
}
