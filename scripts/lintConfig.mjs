/**
 * The import rules, written once as data and turned into oxlint's configuration: who may import
 * whom (docs/architecture.md). `npm run check` writes .oxlintrc.json from here and fails when the
 * committed file differs.
 */
const OURS = ['app', 'components', 'core', 'server', 'cli', 'e2e', 'bench', 'scripts'];

const nothingOf = (names, message) => ({
  group: names.flatMap((name) => [`@/${name}`, `@/${name}/**`]),
  message,
});

const TRPC_ERROR = {
  name: '@trpc/server',
  importNames: ['TRPCError'],
  message: 'Throw AppError; server/trpc turns it into a transport error.',
};
const NEXT_AUTH = {
  group: ['next-auth', 'next-auth/**'],
  message: 'next-auth stays in server/auth and components/shell/session.',
};
const FRAMEWORK = {
  group: ['next', 'next/**', 'react', 'react-dom', 'react-dom/**'],
  message: 'The server does not know the page framework.',
};
const GENERATED = {
  group: ['@/server/generated/**'],
  message: 'Only repositories, presenters and platform/database know the generated client.',
};

const EXAMPLE = {
  group: ['**/server/example/**', '../example/**', '../../example/**'],
  message: 'The start makes the worked example; nothing that answers requests reaches it.',
};

/** Later entries win for files that match several. */
export const LAYERS = [
  {
    files: ['core/**'],
    why: 'core is pure: nothing of ours, no framework, no database, no Node',
    patterns: [
      nothingOf(
        OURS.filter((name) => name !== 'core'),
        'core imports nothing of ours.',
      ),
      {
        group: [
          'node:*',
          'react',
          'react/**',
          'react-dom',
          'next',
          'next/**',
          '@prisma/**',
          'pg',
          'ws',
          '@trpc/**',
          '@tanstack/**',
        ],
        message: 'core is pure TypeScript for browser and server.',
      },
      NEXT_AUTH,
    ],
  },
  {
    files: ['components/**'],
    why: 'components draw: core, other components and types of the router',
    patterns: [
      nothingOf(
        ['app', 'cli', 'e2e', 'bench', 'scripts'],
        'components import components and core.',
      ),
      {
        group: ['@/server/**'],
        allowTypeImports: true,
        message: 'components know the server by its types alone.',
      },
      { group: ['node:*', '@prisma/**', 'pg', 'ws'], message: 'components run in the browser.' },
      NEXT_AUTH,
    ],
  },
  {
    files: ['components/shell/session.ts', 'components/shell/session.tsx'],
    why: 'the one component that knows next-auth',
    patterns: [nothingOf(['app', 'server', 'cli'], 'components import components and core.')],
  },
  {
    files: ['app/**'],
    why: 'routes check access, prefetch and compose; no logic',
    patterns: [
      nothingOf(['cli', 'e2e', 'bench', 'scripts'], 'routes compose components.'),
      {
        group: [
          '@/server/**',
          '!@/server/trpc',
          '!@/server/trpc/caller',
          '!@/server/auth',
          '!@/server/auth/options',
        ],
        allowTypeImports: true,
        message: 'routes reach the server through server/trpc/caller.',
      },
      { group: ['@prisma/**', 'pg', 'ws', 'yjs'], message: 'routes hold no logic.' },
    ],
  },
  {
    files: ['server/**'],
    why: 'the server knows core and itself',
    patterns: [
      nothingOf(
        ['app', 'components', 'cli', 'e2e', 'bench', 'scripts'],
        'the server does not know pages.',
      ),
      FRAMEWORK,
      GENERATED,
      NEXT_AUTH,
      EXAMPLE,
    ],
  },
  {
    files: ['server/*/router.ts'],
    why: 'a router parses, calls its service and presents',
    patterns: [
      nothingOf(
        ['app', 'components', 'cli', 'e2e', 'bench', 'scripts'],
        'the server does not know pages.',
      ),
      {
        group: ['**/repo', '**/repo/**'],
        message: 'a router calls its service, never a repository.',
      },
      FRAMEWORK,
      GENERATED,
      NEXT_AUTH,
      EXAMPLE,
    ],
  },
  {
    files: ['server/auth/**', 'server/trpc/caller.ts'],
    why: 'where the framework meets the server',
    patterns: [
      nothingOf(
        ['app', 'components', 'cli', 'e2e', 'bench', 'scripts'],
        'the server does not know pages.',
      ),
      GENERATED,
      EXAMPLE,
    ],
  },
  {
    files: ['server/main.ts', 'server/parts/**'],
    why: 'the start and the parts it starts: framework, server, and the worked example that it makes',
    patterns: [
      nothingOf(
        ['app', 'components', 'cli', 'e2e', 'bench', 'scripts'],
        'the server does not know pages.',
      ),
      GENERATED,
    ],
  },
  {
    files: [
      'server/platform/database.ts',
      'server/**/repo.ts',
      'server/**/*Repo.ts',
      'server/**/present.ts',
      'server/audit/events.ts',
    ],
    why: 'the users of the generated client',
    patterns: [
      nothingOf(
        ['app', 'components', 'cli', 'e2e', 'bench', 'scripts'],
        'the server does not know pages.',
      ),
      FRAMEWORK,
      NEXT_AUTH,
      EXAMPLE,
    ],
  },
  {
    files: ['cli/**'],
    why: 'the command line works without a server',
    patterns: [
      nothingOf(
        ['app', 'components', 'server', 'e2e', 'bench', 'scripts'],
        'the command line uses core alone.',
      ),
    ],
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', 'bench/**', 'scripts/**', 'server/test/**'],
    why: 'tests and tools',
    patterns: [],
  },
];

export const CONFIG = {
  $schema: './node_modules/oxlint/configuration_schema.json',
  plugins: [
    'typescript',
    'unicorn',
    'oxc',
    'import',
    'react',
    'jsx-a11y',
    'promise',
    'node',
    'vitest',
  ],
  categories: { correctness: 'error' },
  env: { browser: true, node: true, es2024: true },
  ignorePatterns: ['.next', 'data', 'node_modules', 'server/generated', 'test-results'],
  rules: {
    'import/no-cycle': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-console': 'error',
    eqeqeq: 'error',
    'node/no-process-env': 'error',
    'react/exhaustive-deps': 'error',
    'react/rules-of-hooks': 'error',
    // Advice for the React Compiler, which does not build these pages.
    'react/preserve-manual-memoization': 'off',
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/valid-title': 'off',
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'vitest/valid-expect': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    // Our listboxes and trees follow the ARIA patterns (active descendant); axe checks the result.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/click-events-have-key-events': 'off',
    'jsx-a11y/interactive-supports-focus': 'off',
    // A region that scrolls, and the diagram, take the focus so that the keyboard reaches them.
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
    'typescript/no-base-to-string': ['error', { ignoredTypeNames: ['Text', 'YText'] }],
    'typescript/unbound-method': 'off',
    'typescript/require-array-sort-compare': 'off',
    'typescript/restrict-template-expressions': 'off',
    'no-restricted-imports': ['error', { paths: [TRPC_ERROR], patterns: [] }],
  },
  overrides: [
    ...LAYERS.map(({ files, patterns }) => ({
      files,
      rules: { 'no-restricted-imports': ['error', { paths: [TRPC_ERROR], patterns }] },
    })),
    {
      files: ['server/trpc/**'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              nothingOf(['app', 'components', 'cli'], 'the server does not know pages.'),
              GENERATED,
              NEXT_AUTH,
              EXAMPLE,
            ],
          },
        ],
      },
    },
    {
      files: [
        'server/platform/env.ts',
        'proxy.ts',
        'scripts/**',
        'e2e/**',
        'bench/**',
        'cli/**',
        '**/*.test.ts',
        'server/test/**',
        '*.config.*',
      ],
      rules: { 'node/no-process-env': 'off' },
    },
    { files: ['scripts/**', 'cli/**', 'bench/**', 'e2e/**'], rules: { 'no-console': 'off' } },
    // Tests take objects apart to send what the interface would not.
    { files: ['**/*.test.ts'], rules: { 'typescript/no-misused-spread': 'off' } },
  ],
};
