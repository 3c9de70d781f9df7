/** Where challenges are drawn: below the element that they, or the relation they aim at, belong to. */

import type { Id } from '@/core/argument/document';

import type { ArgumentGraph } from './argumentGraph';
import { type ChallengeItem, Item, isDrawn, ownerOf } from './item';
import type { LayoutChallenge, LayoutInput } from './model';

/** Hangs each challenge below what it aims at. Returns those whose target does not exist. */
export function placeChallenges(input: LayoutInput, graph: ArgumentGraph): Item[] {
  if (input.challenges.length === 0) return [];
  const known = new Set(input.challenges.map((challenge) => challenge.id));
  const written = new Map(input.links.map((link) => [link.id, link]));
  const nodes = new Set(input.nodes.map((node) => node.id));
  const answers = new Map<Id, LayoutChallenge[]>();
  const settled = new Set<Id>();
  const waiting: ChallengeItem[] = [];
  const hang = (owner: Item | null, entry: ChallengeItem) => {
    settled.add(entry.challenge.id);
    if (owner === null || !isDrawn(owner) || ownerOf(owner).isCollapsed || owner.isCollapsed)
      return;
    ownerOf(owner).challenges = [...ownerOf(owner).challenges, entry];
    waiting.push(entry);
  };

  for (const challenge of input.challenges) {
    const { target } = challenge;
    if ('node' in target) {
      const item = graph.item(target.node);
      if (item !== undefined) {
        hang(item, { challenge, target: { kind: 'item', item }, answers: [] });
      } else if (nodes.has(target.node)) settled.add(challenge.id);
    } else if ('link' in target) {
      const edge = graph.edge(target.link);
      const link = written.get(target.link);
      if (edge !== undefined) {
        const owner = isDrawn(edge.to) ? edge.from : null;
        hang(owner, { challenge, target: { kind: 'link', edge }, answers: [] });
      } else if (link !== undefined && nodes.has(link.from) && nodes.has(link.to)) {
        settled.add(challenge.id);
      }
    } else if (known.has(target.defeater)) {
      const list = answers.get(target.defeater) ?? [];
      list.push(challenge);
      answers.set(target.defeater, list);
    }
  }
  for (const parent of waiting) {
    for (const challenge of answers.get(parent.challenge.id) ?? []) {
      const entry: ChallengeItem = {
        challenge,
        target: { kind: 'challenge', challenge: parent },
        answers: [],
      };
      parent.answers.push(entry);
      settled.add(challenge.id);
      waiting.push(entry);
    }
  }
  hideAnswers(answers, settled);
  return input.challenges
    .filter(({ id }) => !settled.has(id))
    .map((challenge) => new Item(challenge, 'stray'));
}

/** Answers to a hidden challenge are hidden with it. */
function hideAnswers(answers: ReadonlyMap<Id, LayoutChallenge[]>, settled: Set<Id>): void {
  for (const id of settled) {
    for (const answer of answers.get(id) ?? []) settled.add(answer.id);
  }
}
