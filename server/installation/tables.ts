import type pg from 'pg';

export interface Table {
  name: string;
  /** In the order of the table; values that are computed are left out. */
  columns: string[];
}

/** The history of migrations is kept apart: a restore writes it as it applies them. */
const HISTORY = '_prisma_migrations';

const TABLES = `
SELECT c.relname AS name,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT target.relname::text FROM pg_constraint k
             JOIN pg_class target ON target.oid = k.confrelid
             WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS refers
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                   AND a.attgenerated = ''
WHERE c.relkind = 'r' AND c.relname <> '${HISTORY}'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
GROUP BY c.oid, c.relname ORDER BY c.relname`;

/**
 * Every table of ours, each after those that it refers to. The tables of the job queue are not ours:
 * what they hold is made again from the state of the rows (docs/operating.md).
 *
 * @throws Error when tables refer to each other in a circle
 */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { refers: string[] }>(TABLES);
  const left = new Map(rows.map((row) => [row.name, row]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ refers }) => !refers.some((name) => left.has(name)));
    if (ready.length === 0)
      throw new Error(`The tables ${[...left.keys()].join(', ')} refer to each other in a circle.`);
    for (const { name, columns } of ready) {
      ordered.push({ name, columns });
      left.delete(name);
    }
  }
  return ordered;
}

export interface Sequence {
  name: string;
  /** The last value given out, as a whole number in digits; null when none was. */
  last: string | null;
}

/** Sequences do not belong to a snapshot: what is read is as it stands now, never less. */
export async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT sequencename::text AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  return rows;
}

export async function setSequence(client: pg.Client, { name, last }: Sequence): Promise<void> {
  if (last === null) return;
  await client.query('SELECT setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, last]);
}

/** Rows travel as PostgreSQL's text form, which any version of it reads. */
export function copyOut({ name, columns }: Table): string {
  return `COPY public.${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`;
}

export function copyIn({ name, columns }: Table): string {
  return `COPY public.${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`;
}

/** Settings under which the text form of a value is the same wherever it is written and read. */
export const TEXT_FORM = `
SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL lock_timeout = 0;
SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`;

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
