const performance = { now: () => { const c = (process as any).threadCpuUsage(); return (c.user + c.system) / 1000; } };
import { Layouter } from '@/core/layout/layouter';
import { argumentGraph, seeded } from './argumentGraph';
const N = Number(process.argv[2] ?? 10000);
let input = argumentGraph(N, 7);
const random = seeded(3);
const layouter = new Layouter();
let layout = layouter.layout(input);
const times: Record<string, number[]> = {};
const moved: Record<string, number[]> = {};
for (let i = 0; i < 300; i++) {
  const kind = ['leaf', 'wider', 'remove', 'collapse', 'expand', 'context','link'][i % 7]!;
  const at = Math.floor(random() * input.nodes.length);
  const node = input.nodes[at]!;
  let next = { ...input };
  const inc = new Set(input.links.filter(l => l.kind==='in-context-of').map(l => l.to));
  const target = inc.has(node.id) || node.round ? input.nodes[0]! : node;
  if (kind === 'leaf') { next.nodes = [...input.nodes, { id: `x${i}`, width: 168, height: 80 }]; next.links = [...input.links, { id: `xl${i}`, kind: 'supported-by', from: target.id, to: `x${i}` }]; }
  if (kind === 'wider') next.nodes = input.nodes.map((n, k) => k === at ? { ...n, width: n.width + 12, height: n.height+8 } : n);
  if (kind === 'remove') { next.nodes = input.nodes.slice(0,-1); }
  if (kind === 'collapse') next.collapsed = new Set([target.id]);
  if (kind === 'expand') next.collapsed = new Set();
  if (kind === 'context') { next.nodes = [...input.nodes, { id: `x${i}`, width: 168, height: 80 }]; next.links = [...input.links, { id: `xl${i}`, kind: 'in-context-of', from: target.id, to: `x${i}` }]; }
  if (kind === 'link') { const o = input.nodes[Math.floor(random()*200)]!; next.links = [...input.links, { id: `xl${i}`, kind: 'supported-by', from: o.id, to: node.id }]; }
  const t = performance.now();
  const after = layouter.layout(next);
  (times[kind] ??= []).push(performance.now() - t);
  const was = new Map(layout.boxes.map(b => [b.id, b]));
  let mx = 0, my = 0; for (const b of after.boxes) { const w = was.get(b.id); if (!w) continue; if (w.x+w.width/2 !== b.x+b.width/2) mx++; if (w.y !== b.y) my++; }
  (moved[kind] ??= []).push(mx + my / 1e5);
  layout = after; input = next;
}
const med=(a:number[])=>[...a].sort((x,y)=>x-y)[a.length>>1]!;
for (const k in times) console.log(k, med(times[k]!).toFixed(1), Math.min(...times[k]!).toFixed(1), moved[k]!.map(v=>`${Math.floor(v)}|${Math.round((v%1)*1e5)}`).join(' '));
