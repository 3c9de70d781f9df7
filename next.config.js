/**
 * Next serves pages and assets only; data calls and sockets stay on the Node server that mounts it.
 * @type {import('next').NextConfig}
 */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by the TypeScript 7 compiler in `npm run check`, which Next cannot load.
  typescript: { ignoreBuildErrors: true },
  // One copy of each in the process: two copies of yjs do not recognise each other's types, and
  // native modules cannot be bundled.
  serverExternalPackages: [
    'yjs',
    'y-protocols',
    'lib0',
    'pg',
    'pg-boss',
    '@node-rs/argon2',
    'pino',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
};

export default config;
