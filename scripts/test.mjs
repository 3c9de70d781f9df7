/**
 * `npm test`: types, lint, format, unit and integration tests on a real Postgres, browser journeys
 * on the built app. The last line counts every test: `tests: N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [part, ...args] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'casewright-results-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });

function run(command, commandArgs, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    children.add(child);
    child.on('error', () => resolve(1));
    child.on('exit', (code) => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function check() {
  // Counted as one test: it passes or it fails.
  const code = await run('node', ['scripts/check.mjs']);
  total[code === 0 ? 'passed' : 'failed'] += 1;
}

async function unit() {
  const file = join(folder, 'unit.json');
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const report = readReport(file);
  total.passed += report?.numPassedTests ?? 0;
  total.failed += report?.numFailedTests ?? 0;
  total.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that can't be loaded has no failed test of its own.
  if (code !== 0 && !(report?.numFailedTests > 0)) total.failed += 1;
}

async function e2e() {
  const { browserPath } = await import('./browser.mjs');
  const path = browserPath();
  const file = join(folder, 'e2e.json');
  const code = await run('playwright', ['test', ...args], {
    CHROMIUM_PATH: path,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const stats = readReport(file)?.stats;
  total.passed += stats?.expected ?? 0;
  total.failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  total.skipped += stats?.skipped ?? 0;
  if (code !== 0 && !((stats?.unexpected ?? 0) + (stats?.flaky ?? 0) > 0)) total.failed += 1;
}

const started = performance.now();
if (part === 'all') await check();
if (part === 'all' || part === 'unit') await unit();
if (part === 'all' || part === 'e2e') await e2e();
rmSync(folder, { recursive: true, force: true });
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
