#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import module from 'node:module';
import v8 from 'node:v8';
import { bundled } from './bundle.mjs';

// Garbage is collected when the heap has grown by half, not fourfold: a large file is read in less
// memory and the same time (docs/formats.md).
v8.setFlagsFromString('--heap-growing-percent=50');

// From Node 22 on what was compiled once is kept.
module.enableCompileCache?.();

const main = await bundled();
if (main !== null) {
  await import(main);
} else {
  const { tsImport } = await import('tsx/esm/api');
  const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  await tsImport('./main.ts', { parentURL: import.meta.url, tsconfig });
}
