import type { ArgumentNode } from '@/core/argument/document';
import { moduleInterfaces, type ModuleInterface } from '@/core/argument/moduleInterface';
import { compareIdentifiers } from '@/core/argument/outline';
import { record, section, type ReportRecord, type ReportRow, type ReportSection } from './model';
import type { ReportContext } from './reportContext';
import { REPORT_TEXT as text } from './reportText';

/** The modules of a case with what others may rest on in each, and interfaces that have names. */
export function moduleSections(context: ReportContext): ReportSection[] {
  return [
    section(text.modules, { records: moduleRecords(context) }),
    section(text.interfaces, { records: namedRecords(context) }),
  ];
}

function moduleRecords(context: ReportContext): ReportRecord[] {
  const { document, fill } = context;
  if (document.modules.length === 0) return [];
  const interfaces = moduleInterfaces(document);
  return document.modules.map((module) =>
    record(module.name, fill(module.title), [
      [text.type, module.kind],
      [text.within, module.within],
      [text.description, fill(module.description)],
      ...interfaceRows(interfaces.get(module.name), context),
      ...Object.entries(module.annotations).map(([name, words]): ReportRow => [name, fill(words)]),
    ]),
  );
}

function interfaceRows(one: ModuleInterface | undefined, context: ReportContext): ReportRow[] {
  if (one === undefined) return [];
  const names = (nodes: readonly ArgumentNode[]) =>
    context.names(context.sorted(nodes).map(({ id }) => id));
  const cited = one.dependencies.flatMap(({ away }) => {
    if (away === null) return [];
    return away.node === '' ? away.module : `${away.node} (${away.module})`;
  });
  return [
    [text.offers, names(one.goals)],
    [text.needs, names(one.needing)],
    [text.holdsIn, names(one.scope)],
    [text.citable, names(one.citable)],
    [text.dependsOn, [...new Set(cited)].sort(compareIdentifiers).join(', ')],
  ];
}

/** Interfaces with names of their own: what each shows, under another name where it has one. */
function namedRecords(context: ReportContext): ReportRecord[] {
  return context.document.interfaces.map(({ module, name, description, elements, aliases }) => {
    const other = new Map(Object.entries(aliases));
    const shown = context
      .sorted(elements.map((id) => ({ identifier: context.name(id), alias: other.get(id) })))
      .map(({ identifier, alias }) =>
        alias === undefined ? identifier : text.elementAs(identifier, alias),
      );
    return record(name, context.fill(description), [
      [text.module, module],
      [text.elements, shown.join(', ')],
    ]);
  });
}
