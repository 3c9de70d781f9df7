#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import module from 'node:module';
import { bundled } from './bundle.mjs';

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
