import { readFile } from 'node:fs/promises';

/** Processor time of a process in seconds, from /proc (100 ticks a second on Linux). */
export async function processorTime(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
