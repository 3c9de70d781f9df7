#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { bundled } from './bundle.mjs';

const main = await bundled();
if (main !== null) {
  await import(main);
} else {
  const { tsImport } = await import('tsx/esm/api');
  const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  await tsImport('./main.ts', { parentURL: import.meta.url, tsconfig });
}
