import { tsImport } from 'tsx/esm/api';
import { fileURLToPath } from 'node:url';

// A thread of its own knows nothing of TypeScript, whoever starts it.
await tsImport('./layoutWorker.ts', {
  parentURL: import.meta.url,
  tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
});
