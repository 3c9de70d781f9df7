/** Processor seconds that {@link work} takes on the machine of docs/formats.md with nothing beside it. */
const THERE = 0.15;

/**
 * How much slower this machine is at this moment than the one that bounds in seconds are meant for;
 * 1 where it is not. Processor time too grows when others use the same caches and cores.
 */
export function slowness(): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return Math.max(1, (user + system) / 1e6 / THERE);
}

/** As readers do: text to values and back, with garbage. */
function work(): void {
  const text = JSON.stringify(
    Array.from({ length: 2_000 }, (_, at) => ({ id: `G${at}`, text: 'A claim.'.repeat(5), at })),
  );
  for (let round = 0; round < 150; round += 1) JSON.stringify(JSON.parse(text));
}
