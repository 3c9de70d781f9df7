const performance = { now: () => { const c = (process as any).threadCpuUsage(); return (c.user + c.system) / 1000; } };
import { layoutArgument } from '@/core/layout/layoutArgument';
import { argumentGraph, treeLinks } from '/tmp/wt/layout/bench/core/argumentGraph';
import { leafCounting, tidyWidth } from '/tmp/wt/layout/bench/core/layoutReferences';
const N = Number(process.argv[2] ?? 10000);
const input = argumentGraph(N, 7);
const A:number[]=[],B:number[]=[];
let l;
for (let i=0;i<Number(process.argv[3] ?? 15);i++){ let t=performance.now(); leafCounting(input); A.push(performance.now()-t); t=performance.now(); l=layoutArgument(input); B.push(performance.now()-t);}
const med=(a:number[])=>[...a].sort((x,y)=>x-y)[a.length>>1]!;
const c=new Map(l!.boxes.map(b=>[b.id,b]));
let len=0,k=0;for(const {from,to} of treeLinks(input)){const a=c.get(from)!,b=c.get(to)!;len+=Math.hypot(a.x+a.width/2-b.x-b.width/2,a.y+a.height/2-b.y-b.height/2);k++}
console.log({leaf:med(A),leafMin:Math.min(...A),ours:med(B),min:Math.min(...B),ratio:med(B)/med(A),width:l!.bounds.width,height:l!.bounds.height,tidy:tidyWidth(input),len:len/k,layers:Math.max(...l!.boxes.map(b=>b.layer))+1,routes:l!.routes.length});
