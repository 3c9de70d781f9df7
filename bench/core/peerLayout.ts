/**
 * Lays one argument out with another engine and with ours, by turns, and prints what came out as
 * JSON. A process of its own, so that it can be ended when the other engine does not end by itself.
 *
 *     node --import tsx bench/core/peerLayout.ts SETTING N SEED ROUNDS
 */
import { performance } from 'node:perf_hooks';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { Id } from '@/core/argument/document';
import { layoutArgument } from '@/core/layout/layoutArgument';
import { type Layout, type LayoutInput, type Point, SPACING } from '@/core/layout/model';
import { argumentGraph, treeLinks } from './argumentGraph';
import { ELK_SETTINGS, type ElkSetting, type PeerResult } from './peers';

type Centres = Map<Id, Point>;

/** Pixels to the inch: graphviz counts boxes in inches. */
const INCH = 72;
const TURNS = 5;

const [setting = '', n = '', seed = '', rounds = ''] = process.argv.slice(2);
const input = argumentGraph(Number(n), Number(seed));
const layOut = await engine(setting);
const result: PeerResult = { theirs: [], ours: [], theirLength: 0, ourLength: 0 };
for (let round = 0; round < Number(rounds); round += 1) {
  const begun = performance.now();
  const theirs = await layOut(input);
  result.theirs.push(performance.now() - begun);
  let { boxes }: Pick<Layout, 'boxes'> = { boxes: [] };
  // Theirs are long: of ours as many as show the usual one.
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begunOurs = performance.now();
    ({ boxes } = layoutArgument(input));
    result.ours.push(performance.now() - begunOurs);
  }
  result.theirLength = meanLength(theirs);
  result.ourLength = meanLength(
    new Map(
      boxes.map(({ id, x, y, width, height }) => [id, { x: x + width / 2, y: y + height / 2 }]),
    ),
  );
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Mean distance between the middles of the two ends of a tree link. */
function meanLength(centres: Centres): number {
  const lengths = treeLinks(input).map(({ from, to }) => {
    const [a, b] = [centres.get(from), centres.get(to)];
    if (a === undefined || b === undefined) throw new Error(`${from} or ${to} was not laid out.`);
    return Math.hypot(a.x - b.x, a.y - b.y);
  });
  return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

async function engine(name: string): Promise<(input: LayoutInput) => Promise<Centres>> {
  if (name === 'dot') {
    const graphviz = await Graphviz.load();
    return (argument) => Promise.resolve(byDot(graphviz, argument));
  }
  if (!isElkSetting(name)) throw new Error(`There is no engine ${name}.`);
  const elk = new ELK();
  return (argument) => byElk(elk, ELK_SETTINGS[name], argument);
}

function isElkSetting(name: string): name is ElkSetting {
  return Object.hasOwn(ELK_SETTINGS, name);
}

async function byElk(
  elk: InstanceType<typeof ELK>,
  options: Record<string, string>,
  { nodes, links }: LayoutInput,
): Promise<Centres> {
  const { children = [] } = await elk.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.spacing.nodeNode': String(SPACING.sibling),
      'elk.layered.spacing.nodeNodeBetweenLayers': String(SPACING.channel),
      ...options,
    },
    children: nodes.map(({ id, width, height }) => ({ id, width, height })),
    edges: links.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  return new Map(
    children.map(({ id, x = 0, y = 0, width, height }) => [
      id,
      { x: x + width / 2, y: y + height / 2 },
    ]),
  );
}

function byDot(graphviz: Graphviz, { nodes, links }: LayoutInput): Centres {
  const inches = (pixels: number) => (pixels / INCH).toFixed(4);
  const source = [
    // Places are the same without curves, and are found sooner.
    `digraph { splines=false nodesep=${inches(SPACING.sibling)} ranksep=${inches(SPACING.channel)}`,
    'node [shape=box fixedsize=true label=""]',
    ...nodes.map(
      ({ id, width, height }) => `${id} [width=${inches(width)} height=${inches(height)}]`,
    ),
    ...links.map(({ from, to }) => `${from} -> ${to}`),
    '}',
  ].join('\n');
  const centres: Centres = new Map();
  for (const line of graphviz.layout(source, 'plain', 'dot').split('\n')) {
    const [word, id = '', x, y] = line.split(' ');
    if (word === 'node') centres.set(id, { x: Number(x) * INCH, y: -Number(y) * INCH });
  }
  return centres;
}
