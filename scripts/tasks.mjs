/** What `npm start`, `npm test` and the other commands do, once dependencies are in place. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [task, ...args] = process.argv.slice(2);
const children = new Set();

/** Runs a program to its end; resolves with its exit code. */
function run(command, commandArgs, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, {
      stdio: quiet ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
    });
    children.add(child);
    let words = '';
    child.stdout?.on('data', (chunk) => (words += chunk));
    child.stderr?.on('data', (chunk) => (words += chunk));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      children.delete(child);
      if (quiet && code !== 0) process.stderr.write(words);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });

async function must(step) {
  const code = await step;
  if (code !== 0) process.exit(code);
}

const tsx = (...rest) => ['--import', 'tsx', '--conditions', 'react-server', ...rest];

/** Digest over what a build depends on: names, sizes and contents of the sources. */
function sourceDigest() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (!/(^|\.)test\.|^generated$|^test$/.test(name)) visit(join(path, name));
    } else {
      hash.update(path).update('\0').update(readFileSync(path)).update('\0');
    }
  };
  for (const path of [
    'app',
    'components',
    'core',
    'server',
    'prisma/schema',
    'public',
    'proxy.ts',
    'next.config.js',
    'postcss.config.mjs',
    'package-lock.json',
    'tsconfig.json',
  ])
    if (existsSync(path)) visit(path);
  return hash.digest('hex');
}

/** Prisma's client, from the schema files. Needs no engine, only a file in its place. */
async function generate() {
  const hash = createHash('sha256');
  for (const name of readdirSync('prisma/schema').sort())
    hash.update(readFileSync(join('prisma/schema', name)));
  const digest = hash.digest('hex');
  const stamp = 'server/generated/schema-digest';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await must(
    run('prisma', ['generate'], { quiet: true, env: { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' } }),
  );
  writeFileSync(stamp, digest);
}

/** Builds the pages unless the last build was of the same sources. */
async function build() {
  await generate();
  const digest = sourceDigest();
  const stamp = '.next/casewright-build';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.error('Building …');
  await must(run('next', ['build'], { quiet: true, env: { NODE_ENV: 'production' } }));
  writeFileSync(stamp, digest);
}

/** The commands for a whole installation; files are named from where the person stands. */
async function installation(command) {
  await generate();
  const from = process.env.INIT_CWD ?? process.env.CASEWRIGHT_CWD ?? process.cwd();
  const given = args.map((arg) => (arg.startsWith('--') ? arg : resolve(from, arg)));
  process.exit(await run('node', tsx('server/installation/main.ts', command, ...given)));
}

const tasks = {
  async start() {
    await build();
    process.exit(await run('node', tsx('server/main.ts'), { env: { NODE_ENV: 'production' } }));
  },
  async dev() {
    await generate();
    process.exit(await run('node', tsx('server/main.ts'), { env: { NODE_ENV: 'development' } }));
  },
  build,
  generate,
  async cli() {
    process.exit(await run('node', ['cli/casewright.mjs', ...args]));
  },
  backup: () => installation('backup'),
  restore: () => installation('restore'),
  'verify-installation': () => installation('verify'),
  async migration() {
    await generate();
    process.exit(await run('node', ['--import', 'tsx', 'scripts/newMigration.ts', ...args]));
  },
  async format() {
    process.exit(await run('oxfmt', args));
  },
  async check() {
    await generate();
    process.exit(await run('node', ['scripts/check.mjs']));
  },
  async test() {
    await generate();
    process.exit(await run('node', ['scripts/test.mjs', 'all']));
  },
  async 'test:unit'() {
    await generate();
    process.exit(await run('node', ['scripts/test.mjs', 'unit', ...args]));
  },
  async 'test:e2e'() {
    await generate();
    process.exit(await run('node', ['scripts/test.mjs', 'e2e', ...args]));
  },
  async bench() {
    // Some groups open the built app.
    await build();
    process.exit(await run('node', ['--expose-gc', '--import', 'tsx', 'bench/main.ts', ...args]));
  },
};

if (!Object.hasOwn(tasks, task)) {
  console.error(`There is no task "${task}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
await tasks[task]();
