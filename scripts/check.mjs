/** `npm run check`: types, lint, format. Every step runs, so that one run shows all there is. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { CONFIG } from './lintConfig.mjs';

const rc = '.oxlintrc.json';
const wanted = `${JSON.stringify(CONFIG, null, 2)}\n`;
let current = '';
try {
  current = readFileSync(rc, 'utf8');
} catch {
  // Written below.
}
const stale = current !== wanted;
if (stale) writeFileSync(rc, wanted);

const steps = [
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['lint', 'oxlint', ['--type-aware', '--max-warnings', '0', '--quiet', '.']],
  ['format', 'oxfmt', ['--check', '.']],
];
const failed = [];
for (const [name, command, args] of steps) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed.push(name);
    process.stdout.write(stdout.slice(0, 20_000));
    process.stderr.write(stderr.slice(0, 5_000));
  }
}
if (stale) {
  console.log(`FAIL ${rc} was not current; it has been written from scripts/lintConfig.mjs.`);
  failed.push('lint configuration');
}
process.exit(failed.length === 0 ? 0 : 1);
