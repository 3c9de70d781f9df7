import type { BaseInterface } from './baseInterface';
import { citationsOf, type CitingSide } from './citations';
import type { Reliance } from './impact';

/**
 * Everything that a supplement rests on in its base: the goals it cites, for bounded ones each context
 * in scope, and every condition of use.
 */
export function reliancesOf(citing: CitingSide, base: BaseInterface): Reliance[] {
  return [
    ...citationsOf(citing, base).flatMap(({ away, goal, lines }): Reliance[] =>
      goal === null
        ? []
        : [
            { element: away, kind: 'goal', record: goal.id },
            ...lines.map(({ context }): Reliance => {
              return { element: away, kind: 'context', record: context.id };
            }),
          ],
    ),
    ...base.conditions.map(({ id }): Reliance => ({ element: id, kind: 'condition', record: id })),
  ];
}
