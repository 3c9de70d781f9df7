/**
 * The command line as JavaScript. Reading a few hundred source files through a compiler takes several
 * times longer than a short command does; so they are put into a few files once, and again when one of
 * them has changed.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cache = join(root, 'node_modules', '.cache', 'casewright');

/** Bundles that no process still reads from, in milliseconds. */
const OLD = 24 * 60 * 60 * 1000;

/** Address of the module that runs the command line; null where nothing can be kept. */
export async function bundled() {
  const place = join(cache, sourceKey());
  const main = join(place, 'main.js');
  try {
    if (!existsSync(main)) await build(place);
  } catch (error) {
    // Installed by somebody else, or on a disk that is only read.
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return null;
    throw error;
  }
  return pathToFileURL(main).href;
}

/** Names, sizes and times of everything that the bundle is made from. */
function sourceKey() {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\0`);
  };
  for (const path of [...sources(join(root, 'cli')), ...sources(join(root, 'core'))]) visit(path);
  for (const name of ['package-lock.json', 'tsconfig.json']) visit(join(root, name));
  return hash.digest('hex').slice(0, 32);
}

/** Sources below a folder, always in one order. Asked for their types, folders tell them for nothing. */
function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

async function build(place) {
  const { build: esbuild } = await import('esbuild');
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > OLD) rmSync(path, { recursive: true, force: true });
  }
  const made = mkdtempSync(join(cache, 'new-'));
  await esbuild({
    entryPoints: ['main.ts', 'layoutWorker.ts'].map((name) => join(root, 'cli', name)),
    outdir: made,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.json'),
    // What yaml has for Node asks the environment at every token whether it should print it.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
    // They load files that stand beside them.
    external: ['@resvg/resvg-wasm', 'wawoff2'],
    // Some libraries are CommonJS and ask for Node's own modules.
    banner: {
      js: "import { createRequire as casewrightRequire } from 'node:module'; const require = casewrightRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  chmodSync(made, 0o755);
  try {
    renameSync(made, place);
  } catch (error) {
    // Another process was faster: what it made is the same.
    if (!existsSync(place)) throw error;
    rmSync(made, { recursive: true });
  }
}
