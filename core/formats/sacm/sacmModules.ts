import type { CaseModule } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { cut, type ImportNotes } from '../importNotes';
import { annotationsOf } from './annotations';
import { OWN, recordIdOf, takeOwnValues } from './carried';
import type { SacmFile, SacmPackage } from './sacmModel';

/** The module of each package by its position, and the modules themselves. */
export interface SacmModules {
  names: string[];
  modules: CaseModule[];
}

/**
 * Argument packages and bindings are modules (a binding is a contract, clause 11), contained in those
 * whose packages they stand in; an interface belongs to the module that it is the interface of.
 */
export function sacmModules(file: SacmFile, ids: IdSource, notes: ImportNotes): SacmModules {
  const modules: CaseModule[] = [];
  const taken = new Set<string>();
  const names: string[] = [];
  const byId = new Map<string, number>();
  for (const [index, { id }] of file.packages.entries()) if (!byId.has(id)) byId.set(id, index);
  for (const [index, one] of file.packages.entries()) {
    if (one.kind === 'interface') {
      names[index] = '';
      continue;
    }
    const name = nameOf(one, taken, notes);
    names[index] = name;
    taken.add(name);
    if (one.place === '' || one.tags.some(({ key }) => key === `${OWN}unlisted`)) {
      takeName(one, names, index, notes);
      continue;
    }
    const record = byId.get(one.id) === index ? recordIdOf(one.id) : null;
    const module: CaseModule = {
      id: record ?? ids(),
      name,
      kind: one.kind === 'binding' ? 'contract' : 'module',
      within: one.parent === null ? '' : (names[one.parent] ?? ''),
      title: record === null ? notes.fitted(one.name, LIMITS.title, one.place) : '',
      description: notes.fitted(one.description, LIMITS.prose, one.place),
      annotations: annotationsOf(
        one,
        {
          'sacm-id': record === null && one.id !== name ? one.id : '',
          'sacm-participants': record === null ? one.participants.join(' ') : '',
        },
        notes,
      ),
    };
    takeOwnValues('modules', module, one.tags, notes);
    names[index] = module.name;
    modules.push(module);
  }
  for (const [index, one] of file.packages.entries()) {
    if (one.kind !== 'interface') continue;
    const of = (one.implements === '' ? undefined : byId.get(one.implements)) ?? one.parent;
    names[index] = (of !== null && of !== undefined && names[of]) || (names[0] ?? '');
  }
  return { names, modules };
}

/** A name that holds characters which XML does not is carried beside. */
function takeName(one: SacmPackage, names: string[], index: number, notes: ImportNotes): void {
  const holder = { module: names[index] ?? '' };
  takeOwnValues('nodes', holder, one.tags, notes);
  names[index] = holder.module;
}

function nameOf(one: SacmPackage, taken: ReadonlySet<string>, notes: ImportNotes): string {
  const isOurs = recordIdOf(one.id) !== null || one.tags.some(({ key }) => key.startsWith(OWN));
  const wanted = isOurs ? one.name : one.name || one.id || 'main';
  const fitting = notes.fitted(wanted, LIMITS.module, one.place);
  if (isOurs || !taken.has(fitting)) return fitting;
  for (let number = 2; ; number += 1) {
    const name = `${cut(fitting, LIMITS.module - 8)} ${number}`;
    if (taken.has(name)) continue;
    notes.warn(one.place, `Another package has this name; the module is called ‘${name}’.`);
    return name;
  }
}
