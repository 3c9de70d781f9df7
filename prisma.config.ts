import { defineConfig } from 'prisma/config';

/** Only `prisma generate` reads this; migrations run through server/platform/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
