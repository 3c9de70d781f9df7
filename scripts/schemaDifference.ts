import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const SCHEMA = 'prisma/schema';
const filters = { externalTables: [], externalEnums: [] };

/** All schema files as one text, in a fixed order. */
export async function readSchema(): Promise<string> {
  const names = (await readdir(SCHEMA)).filter((name) => name.endsWith('.prisma')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(SCHEMA, name), 'utf8')));
  return texts.join('\n');
}

/**
 * SQL that leads from one schema to another; null when they agree. `from` null is an empty database.
 *
 * Prisma's schema engine is run as WebAssembly: its CLI would download a binary, which a closed
 * network refuses. The engine wants a server to learn its version from; nothing is read or written
 * there.
 */
export async function schemaDifference(
  url: string,
  from: string | null,
  to: string,
): Promise<string | null> {
  await loadEngine();
  const files = (content: string) => [{ path: 'schema.prisma', content }];
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const engine = await engineGlue.SchemaEngine.new(
    { datamodels: [['schema.prisma', to]] },
    () => undefined,
    factory,
  );
  const { stdout } = await engine.diff({
    from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: files(from) },
    to: { tag: 'schemaDatamodel', files: files(to) },
    script: true,
    exitCode: null,
    filters,
  });
  const sql = stdout?.trim() ?? '';
  return sql === '' || sql.startsWith('-- This is an empty migration') ? null : sql;
}

async function loadEngine(): Promise<void> {
  // The engine reports a panic through this global; without it the reason is lost.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        throw new Error(`The schema engine failed: ${message}`);
      },
    },
  });
  const path = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': engineGlue,
  });
  engineGlue.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}
