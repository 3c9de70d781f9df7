import type { CaseDocument, ClaimPoint, Defeater, Id } from '@/core/argument/document';
import { compareIdentifiers, type ArgumentIndex } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';
import type { ExportLoss } from '../exportFormats';

/**
 * Where challenges and claim points stand in a file of elements: a challenge with the element that
 * makes it, else on its own; a claim point with the element that it is on or whose relation it is on.
 */
export class WrittenChallenges {
  /** By the element that makes it. */
  readonly byArgument = new Map<Id, Defeater>();
  readonly alone: Defeater[] = [];
  readonly pointsOn = new Map<Id, ClaimPoint[]>();

  constructor(
    { defeaters, claimPoints, links }: CaseDocument,
    index: ArgumentIndex,
    losses: ExportLoss[],
  ) {
    const linkStart = new Map(links.map(({ id, from }) => [id, from]));
    const known = new Map(defeaters.map((defeater) => [defeater.id, defeater]));
    const holds = (defeater: Defeater): boolean => {
      const seen = new Set<Id>();
      // A challenge to a challenge that is left out has nothing to aim at either.
      for (let one: Defeater | undefined = defeater; one;) {
        const { target }: Defeater = one;
        if ('node' in target) return index.nodes.has(target.node);
        if ('link' in target) return linkStart.has(target.link);
        if (seen.has(one.id)) return true;
        seen.add(one.id);
        one = known.get(target.defeater);
      }
      return false;
    };
    for (const defeater of [...defeaters].sort(byName)) {
      if (!holds(defeater)) {
        losses.push({
          path: `defeaters.${defeater.identifier}`,
          message: 'What it challenges is not in the case; it is left out.',
        });
        continue;
      }
      const argument = index.nodes.get(defeater.argument ?? '');
      const makes = argument?.kind === 'goal' || argument?.kind === 'solution';
      if (argument && makes && !this.byArgument.has(argument.id)) {
        this.byArgument.set(argument.id, defeater);
      } else this.alone.push(defeater);
    }
    for (const point of [...claimPoints].sort(byName)) {
      const on = 'node' in point.target ? point.target.node : linkStart.get(point.target.link);
      if (on === undefined || !index.nodes.has(on)) {
        losses.push({
          path: `claimPoints.${point.identifier}`,
          message: 'What it is on is not in the case; it is left out.',
        });
        continue;
      }
      const points = this.pointsOn.get(on);
      if (points) points.push(point);
      else this.pointsOn.set(on, [point]);
    }
  }
}

interface Named {
  identifier: string;
  text?: string;
}

function byName(a: Named, b: Named): number {
  return compareIdentifiers(a.identifier, b.identifier) || compareText(a.text ?? '', b.text ?? '');
}
