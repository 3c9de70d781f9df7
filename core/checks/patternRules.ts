import type { Id } from '@/core/argument/document';
import { isOpenChoice } from '@/core/argument/reach';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** P1: a choice names branches that exist, and fewer than it has are demanded (GSN 1:3.2.2). */
export function* checkChoiceBranches(view: CaseView): Generator<Observation> {
  for (const { id, choice } of view.reading) {
    if (!choice) continue;
    const say = (message: string): Observation => ({ node: id, message });
    const branches = [...choice.of, ...choice.optional, ...choice.supportingOnly];
    const supporters = new Set(view.supporters(id).map((node) => node.id));
    const lost = branches.filter((branch) => !supporters.has(branch));
    if (lost.length > 0) {
      const names = listed(lost.map((branch) => view.name(branch)));
      yield say(`The choice at ${view.name(id)} names ${names}, which does not support it.`);
    }
    if (new Set(branches).size < branches.length) {
      yield say(`The choice at ${view.name(id)} names a branch twice.`);
    }
    if (choice.of.length === 0 || choice.min > choice.of.length) {
      yield say(
        `The choice at ${view.name(id)} demands ${choice.min} of ${choice.of.length} branches.`,
      );
    }
  }
}

/** P1: as many branches are claimed as the choice demands (GSN 1:3.2.2). */
export function* checkChoiceKept(view: CaseView): Generator<Observation> {
  for (const { id, choice } of view.restingOn()) {
    if (!choice || choice.min > choice.of.length) continue;
    const claimed = choice.of.filter((branch) => view.node(branch)?.claim !== 'not-claimed');
    if (claimed.length >= choice.min) continue;
    yield {
      node: id,
      message:
        `${view.name(id)} needs ${choice.min} of its core branches; ` +
        `${claimed.length} ${claimed.length === 1 ? 'is' : 'are'} claimed.`,
    };
  }
}

/** P2, P3: no parameter is left in braces in a delivered argument (GSN 1:3.1.3, 1:3.3). */
export function* checkParametersFilled(view: CaseView): Generator<Observation> {
  for (const { name, nodes, needed, value } of view.plan.parameters) {
    if (!needed || value.trim() !== '') continue;
    yield {
      path: ['parameters', name],
      ...firstOf(view, nodes),
      message: `{${name}} is not filled${namedIn(view, nodes)}.`,
    };
  }
}

/** P3: what depends on an index is repeated before delivery (GSN 1:3.1.3, 1:3.2.2). */
export function* checkIndexesRepeated(view: CaseView): Generator<Observation> {
  for (const { name, repeats, needed } of view.plan.indexes) {
    if (!needed) continue;
    yield {
      path: ['parameters', name],
      ...firstOf(view, repeats),
      message: `{${name}} still stands for several things${namedIn(view, repeats)}: instantiate it.`,
    };
  }
}

/** P3: no choice is left open in a delivered argument (GSN 1:3.1.3). */
export function* checkChoicesSettled(view: CaseView): Generator<Observation> {
  for (const { id, choice } of view.restingOn()) {
    if (!choice || !isOpenChoice(choice)) continue;
    const names = listed(
      [...choice.of, ...choice.optional].map((branch) => view.name(branch)),
      8,
    );
    yield {
      node: id,
      message: `Choose at ${view.name(id)} which of ${names} the case claims.`,
    };
  }
}

function firstOf(view: CaseView, nodes: readonly Id[]): Pick<Observation, 'node'> {
  const [first] = inReadingOrder(view, nodes);
  return first === undefined ? {} : { node: first };
}

function namedIn(view: CaseView, nodes: readonly Id[]): string {
  if (nodes.length === 0) return '';
  return `; it stands in ${listed(inReadingOrder(view, nodes).map((id) => view.name(id)))}`;
}

function inReadingOrder(view: CaseView, nodes: readonly Id[]): Id[] {
  const wanted = new Set(nodes);
  const claimed = view.reading.filter(({ id }) => wanted.has(id) && view.claimed.has(id));
  const all = claimed.length > 0 ? claimed : view.reading.filter(({ id }) => wanted.has(id));
  return all.map(({ id }) => id);
}
