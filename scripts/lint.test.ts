import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Lints one file at a place in an otherwise empty tree; answers with what was said. */
async function lint(path: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) await cp(name, join(folder, name));
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    return await new Promise((done) =>
      execFile(
        resolve('node_modules/.bin/oxlint'),
        ['--format', 'unix', '.'],
        { cwd: folder },
        (_error, stdout) => done(stdout),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the import rules', () => {
  const forbidden: [string, string, string][] = [
    [
      'core knows no server',
      'core/a.ts',
      "import { x } from '@/server/platform/env'; export const y = x;",
    ],
    ['core knows no Node', 'core/a.ts', "import { x } from 'node:fs'; export const y = x;"],
    ['core knows no React', 'core/a.ts', "import { x } from 'react'; export const y = x;"],
    [
      'components import no server code',
      'components/a.ts',
      "import { x } from '@/server/cases/service'; export const y = x;",
    ],
    [
      'components know no next-auth',
      'components/a.ts',
      "import { x } from 'next-auth/react'; export const y = x;",
    ],
    [
      'a router skips no service',
      'server/cases/router.ts',
      "import { x } from './repo'; export const y = x;",
    ],
    [
      'a service knows no generated client',
      'server/cases/service.ts',
      "import { x } from '@/server/generated/prisma/client'; export const y = x;",
    ],
    [
      'the server knows no pages',
      'server/cases/service.ts',
      "import { x } from '@/components/ui/Button'; export const y = x;",
    ],
    [
      'only server/trpc throws TRPCError',
      'server/cases/service.ts',
      "import { TRPCError } from '@trpc/server'; export const y = TRPCError;",
    ],
    [
      'no request reaches the making of the worked example',
      'server/signing/router.ts',
      "import { x } from '@/server/example/sign'; export const y = x;",
    ],
    [
      'nor does what serves requests',
      'server/trpc/root.ts',
      "import { x } from '../example/sign'; export const y = x;",
    ],
    [
      'the command line needs no server',
      'cli/a.ts',
      "import { x } from '@/server/main'; export const y = x;",
    ],
    [
      'pages hold no database',
      'app/page.ts',
      "import { x } from '@/server/platform/database'; export const y = x;",
    ],
  ];
  it.each(forbidden)('%s', async (_title, path, text) => {
    expect(await lint(path, text)).toContain('no-restricted-imports');
  });

  it('lets the environment be read in one module alone', async () => {
    const text = 'export const port = process.env.PORT;';
    expect(await lint('server/cases/service.ts', text)).toContain('no-process-env');
    expect(await lint('server/platform/env.ts', text)).not.toContain('no-process-env');
  });

  it('lets components use the types of the router', async () => {
    const text = "import type { A } from '@/server/trpc/root'; export type B = A;";
    expect(await lint('components/a.ts', text)).toBe('');
  });

  it('lets each room import what it may', async () => {
    const text = "import { x } from '@/core/argument/document'; export const y = x;";
    for (const place of [
      'core/checks/a.ts',
      'components/a.ts',
      'server/cases/service.ts',
      'cli/a.ts',
    ])
      expect(await lint(place, text)).toBe('');
  });
});
