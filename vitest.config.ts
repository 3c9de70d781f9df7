import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
const exclude = ['**/node_modules/**', '.next/**', 'data/**'];

const PROPERTIES = ['scripts/propertySeed.ts'];

/** Tests with live sockets. */
const LIVE = ['server/collab/**/*.test.ts', 'server/access/matrix/messages.test.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'core',
          include: [
            'core/**/*.test.ts',
            'cli/**/*.test.ts',
            'components/**/*.test.ts',
            'docs/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude,
          setupFiles: PROPERTIES,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          exclude: [...exclude, ...LIVE],
          setupFiles: PROPERTIES,
          globalSetup: ['server/test/globalSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // After the others and one file at a time: these hold the server to a second or less.
          name: 'collab',
          include: LIVE,
          exclude,
          setupFiles: PROPERTIES,
          globalSetup: ['server/test/globalSetup.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
