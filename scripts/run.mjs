#!/usr/bin/env node
/**
 * First step of every command. Runs under any Node >= 20 and imports nothing that has to be
 * installed: it installs the locked dependencies when they are missing or out of date, then hands
 * over to the Node 24 that is one of them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.casewright-lock');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;

const windows = process.platform === 'win32';

function npm(...args) {
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', [...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
    // Installing must not depend on the environment the app will run in.
    env: { ...process.env, NODE_ENV: '' },
  });
  if (result.status === 0) return;
  console.error('The dependencies could not be installed; npm says why above.');
  process.exit(result.status ?? 1);
}

const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
if (!installed) {
  console.error('Installing dependencies (npm ci) …');
  npm('ci', '--no-audit', '--no-fund');
  // Install scripts are off; this is the one that is needed: it fetches Node's own binary.
  if (!existsSync(node)) npm('rebuild', 'node', '--ignore-scripts=false');
  writeFileSync(stamp, lock);
}

const child = spawn(node, [join(root, 'scripts', 'tasks.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [join(modules, 'node', 'bin'), join(modules, '.bin'), process.env.PATH].join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    CASEWRIGHT_CWD: process.cwd(),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
