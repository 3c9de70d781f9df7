import { performance } from 'node:perf_hooks';
import type { Id } from '@/core/argument/document';
import { layoutArgument } from '@/core/layout/layoutArgument';
import { Layouter } from '@/core/layout/layouter';
import type { Layout, LayoutInput } from '@/core/layout/model';
import type { Report } from '../collab/collab';
import { argumentGraph, seeded } from './argumentGraph';
import { leafCounting, tidyWidth } from './layoutReferences';
import { ELK_SETTINGS, runPeer, type ElkSetting, type PeerRun } from './peers';

const N = 10_000;
const SEED = 7;
const ROUNDS = 15;
const CHANGES = 105;
/** What a frame allows, and the tree pass on a machine that has nothing else to do: milliseconds. */
const FRAME = 16;
const QUIET_PASS = 5;
/** Sizes to fall back to where another engine does not end in time. */
const SIZES = [N, 5_000, 2_000, 1_000];

/** The diagram's layout: its time, and how good it is, which a mere list would lose. */
export async function benchLayout(report: Report): Promise<void> {
  const input = argumentGraph(N, SEED);
  againstTreePass(input, report);
  changes(input, report);
  await againstElk(report);
  await againstDot(report);
}

function againstTreePass(input: LayoutInput, report: Report): void {
  const ours: number[] = [];
  const passes: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    passes.push(timed(() => leafCounting(input)));
    ours.push(timed(() => layoutArgument(input)));
  }
  const [value, reference] = [median(ours), median(passes)];
  report({ bench: 'core.layout', n: N, value, unit: 'ms', reference, ratio: value / reference });
  const { width } = layoutArgument(input).bounds;
  const tidy = tidyWidth(input);
  report({
    bench: 'core.layout.width',
    n: N,
    value: width,
    unit: 'px',
    reference: tidy,
    ratio: width / tidy,
  });
}

/** One change after the other: added, resized, taken away, folded, linked. */
function changes(whole: LayoutInput, report: Report): void {
  const random = seeded(SEED);
  const layouter = new Layouter();
  let input = whole;
  let before = layouter.layout(input);
  const times: number[] = [];
  const strays: number[] = [];
  const passes: number[] = [];
  for (let at = 0; at < CHANGES; at += 1) {
    const change = changed(input, at, random);
    let after = before;
    times.push(timed(() => (after = layouter.layout(change.input))));
    passes.push(timed(() => leafCounting(whole)));
    strays.push(unrelatedMoved(before, after, change));
    input = change.input;
    before = after;
  }
  // A loaded machine has longer frames: the pass by which they are scaled is printed too.
  const pass = median(passes);
  const slowness = Math.max(1, pass / QUIET_PASS);
  report({
    bench: 'core.layout.calibration',
    n: N,
    value: pass,
    unit: 'ms',
    reference: QUIET_PASS,
    ratio: slowness,
  });
  const value = median(times);
  const reference = FRAME * slowness;
  report({
    bench: 'core.layout.change',
    n: N,
    value,
    unit: 'ms',
    reference,
    ratio: value / reference,
  });
  const moved = median(strays);
  report({
    bench: 'core.layout.moved',
    n: N,
    value: moved,
    unit: 'unrelated elements',
    reference: N,
    ratio: moved / N,
  });
}

interface Change {
  input: LayoutInput;
  /** The element that it is about. */
  at: Id;
}

const KINDS = ['add', 'resize', 'remove', 'context', 'fold', 'unfold', 'link'] as const;

function changed(input: LayoutInput, count: number, random: () => number): Change {
  const { nodes, links } = input;
  const inner = links.filter(({ kind }) => kind === 'supported-by').map(({ from }) => from);
  const any = () => inner[Math.floor(random() * inner.length)] ?? '';
  const at = any();
  const id = `new${count}`;
  const node = { id, width: 168, height: 80 };
  switch (KINDS[count % KINDS.length]) {
    case 'add': {
      const link = { id, kind: 'supported-by', from: at, to: id } as const;
      return { at, input: { ...input, nodes: [...nodes, node], links: [...links, link] } };
    }
    case 'context': {
      const link = { id, kind: 'in-context-of', from: at, to: id } as const;
      return { at, input: { ...input, nodes: [...nodes, node], links: [...links, link] } };
    }
    case 'resize': {
      const wider = nodes.map((one) => (one.id === at ? { ...one, width: one.width + 12 } : one));
      return { at, input: { ...input, nodes: wider } };
    }
    case 'remove': {
      const last = nodes.at(-1)?.id ?? '';
      return { at: last, input: { ...input, nodes: nodes.slice(0, -1) } };
    }
    case 'fold':
      return { at, input: { ...input, collapsed: new Set([at]) } };
    case 'unfold': {
      const [folded = ''] = input.collapsed;
      return { at: folded, input: { ...input, collapsed: new Set() } };
    }
    default: {
      // From a parent that stands higher, so that no cycle comes of it.
      const from = inner[0] ?? '';
      const link = { id, kind: 'supported-by', from, to: at } as const;
      return { at, input: { ...input, links: [...links, link] } };
    }
  }
}

/** How many elements moved that are neither above nor beside nor below the change. */
function unrelatedMoved(before: Layout, after: Layout, { input, at }: Change): number {
  const places = new Map(before.boxes.map((box) => [box.id, box]));
  const related = relatives(input, at);
  return after.boxes.filter(({ id, x, y, width }) => {
    const then = places.get(id);
    if (then === undefined || related.has(id)) return false;
    return then.x + then.width / 2 !== x + width / 2 || then.y !== y;
  }).length;
}

/** What is above an element, the children and contexts of all that, and all below it. */
function relatives({ links }: LayoutInput, at: Id): Set<Id> {
  const above = new Set([at]);
  const parents = Map.groupBy(links, ({ to }) => to);
  for (const id of above) for (const { from } of parents.get(id) ?? []) above.add(from);
  const related = new Set(above);
  for (const { from, to } of links) if (above.has(from)) related.add(to);
  const below = new Set([at]);
  const children = Map.groupBy(links, ({ from }) => from);
  for (const id of below) for (const { to } of children.get(id) ?? []) below.add(to);
  return new Set([...related, ...below]);
}

async function againstElk(report: Report): Promise<void> {
  const engine = await fastestElk();
  const found = await largest({ engine, seed: SEED, rounds: 3, deadline: 120 });
  if (found === null) return;
  const [value, reference] = [median(found.ours), median(found.theirs)];
  const { n } = found;
  report({ bench: 'core.layout.elk', n, value, unit: 'ms', reference, ratio: value / reference });
}

async function fastestElk(): Promise<ElkSetting> {
  let fastest: ElkSetting = 'default';
  let least = Infinity;
  for (const engine of Object.keys(ELK_SETTINGS) as ElkSetting[]) {
    const result = await runPeer({ engine, n: 1_000, seed: SEED, rounds: 3, deadline: 60 });
    if (result === null || median(result.theirs) >= least) continue;
    fastest = engine;
    least = median(result.theirs);
  }
  return fastest;
}

async function againstDot(report: Report): Promise<void> {
  const found = await largest({ engine: 'dot', seed: SEED, rounds: 1, deadline: 180 });
  if (found === null) return;
  const { n, ourLength: value, theirLength: reference } = found;
  report({ bench: 'core.layout.edges', n, value, unit: 'px', reference, ratio: value / reference });
}

/** The run of the largest argument that the other engine lays out in time; null when there is none. */
async function largest(peer: Omit<PeerRun, 'n'>) {
  for (const n of SIZES) {
    const result = await runPeer({ ...peer, n });
    if (result !== null) return { ...result, n };
  }
  return null;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
