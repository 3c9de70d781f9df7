/**
 * What a pattern says on its links (GSN v3 1:3.2): a choice where the branches part, with "m of n"; a
 * branch that may be left out; a branch that is repeated.
 */

import { demandWords } from '@/core/argument/choiceDemand';
import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { isOpenChoice } from '@/core/argument/reach';
import { dependentNodes } from '@/core/argument/repeat';

import type { Layout, Point, Route } from './model';

export const PATTERN_MARKS = ['choice', 'optional', 'repeated'] as const;
export type PatternMarkKind = (typeof PATTERN_MARKS)[number];

export interface PatternMark {
  /** Of the strategy whose choice it is, or of the link that it stands on. */
  id: Id;
  kind: PatternMarkKind;
  /** The strategy that chooses, or the top of the branch. */
  about: Id;
  /** Its middle. */
  at: Point;
  /** "1 of 3", "m of 3" while that is open, or what a branch is repeated for. */
  words: string;
}

/** How far before its head a link carries its ball. */
const BEFORE_HEAD = 21;

/** The marks of a drawing. A settled choice is no mark: it leaves nothing to choose. */
export function patternMarks(document: CaseDocument, layout: Layout): PatternMark[] {
  const choices = document.nodes.filter(({ choice }) => choice !== null && isOpenChoice(choice));
  const indexes = document.parameters.filter(({ index }) => index);
  if (choices.length === 0 && indexes.length === 0) return [];
  const leaving = new Map<Id, Route[]>();
  for (const route of layout.routes) {
    if (route.kind === 'supported-by')
      leaving.set(route.from, [...(leaving.get(route.from) ?? []), route]);
  }
  const marks = choices.flatMap((node) =>
    choiceMarks(node, leaving.get(node.id) ?? [], document.parameters),
  );
  for (const { name } of indexes) {
    const repeated = dependentNodes(document, name);
    for (const route of layout.routes) {
      if (route.kind === 'challenges') continue;
      if (repeated.has(route.to) && !repeated.has(route.from))
        marks.push({
          id: route.id,
          kind: 'repeated',
          about: route.to,
          at: ballOn(route),
          words: `each ${name}`,
        });
    }
  }
  return marks;
}

function choiceMarks(
  { id, choice }: ArgumentNode,
  routes: readonly Route[],
  parameters: CaseDocument['parameters'],
): PatternMark[] {
  const chosen = routes.filter(({ to }) => choice?.of.includes(to));
  // All branches leave by one line; where the first of them turns they part.
  const parting = chosen.find(({ points }) => points.length > 2)?.points[1] ?? chosen[0]?.points[0];
  if (!choice || parting === undefined) return [];
  const words = `${demandWords(choice, parameters)} of ${choice.of.length}`;
  return [
    { id, kind: 'choice', about: id, at: parting, words },
    ...routes
      .filter(({ to }) => choice.optional.includes(to))
      .map((route): PatternMark => ({
        id: route.id,
        kind: 'optional',
        about: route.to,
        at: ballOn(route),
        words: '',
      })),
  ];
}

/** On the last stretch of a link, clear of its head. */
function ballOn({ points }: Route): Point {
  const [before, head] = points.slice(-2);
  if (before === undefined || head === undefined) return { x: 0, y: 0 };
  const length = Math.hypot(head.x - before.x, head.y - before.y);
  const share = length === 0 ? 0 : Math.min(1, BEFORE_HEAD / length);
  return {
    x: head.x + (before.x - head.x) * share,
    y: head.y + (before.y - head.y) * share,
  };
}
