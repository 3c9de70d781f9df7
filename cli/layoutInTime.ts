import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ArgumentNode, CaseDocument } from '@/core/argument/document';
import { layoutReport, type LayoutReport } from './layoutReport';

/** Up to so many elements and links a layout ends at once, sooner than a thread would have begun. */
const SMALL = 4_000;

/** The deadline when none is given, in seconds. */
export const LAYOUT_SECONDS = 30;

/**
 * Lays out a document in a thread of its own, which is ended when it takes too long: what somebody
 * else sent must not occupy a machine.
 *
 * @param seconds the deadline; small documents are laid out at once and need none
 * @returns null when the deadline passed
 * @throws whatever went wrong in the thread
 */
export async function layoutInTime(
  document: CaseDocument,
  seconds: number,
): Promise<LayoutReport | null> {
  if (document.nodes.length + document.links.length <= SMALL) return layoutReport(document);
  // Beside the bundle when the command line runs from one, else the source through its compiler.
  const built = new URL('layoutWorker.js', import.meta.url);
  const worker = new Worker(
    existsSync(built) ? built : new URL('layoutWorker.mjs', import.meta.url),
    { workerData: document },
  );
  let deadline: NodeJS.Timeout | undefined;
  try {
    return await new Promise<LayoutReport | null>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      deadline = setTimeout(() => resolve(null), seconds * 1_000);
    });
  } finally {
    clearTimeout(deadline);
    await worker.terminate();
  }
}

/** The element that most links lead to or leave: where to look in a document that is too much. */
export function busiestNode({
  nodes,
  links,
}: CaseDocument): { node: ArgumentNode; links: number } | null {
  const counts = new Map<string, number>();
  for (const { from, to } of links)
    for (const id of [from, to]) counts.set(id, (counts.get(id) ?? 0) + 1);
  let busiest: { node: ArgumentNode; links: number } | null = null;
  for (const node of nodes) {
    const count = counts.get(node.id) ?? 0;
    if (busiest === null || count > busiest.links) busiest = { node, links: count };
  }
  return busiest;
}
