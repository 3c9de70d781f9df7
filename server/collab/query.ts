import type pg from 'pg';
import type { Tx } from '@/server/platform/database';

/** One statement, over the plain pool or inside a use-case's transaction. */
export type Query = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

export function poolQuery(pool: pg.Pool): Query {
  return async <Row>(sql: string, values: readonly unknown[]) => {
    const { rows } = await pool.query(sql, [...values]);
    // What a statement returns is said beside it, as for every row type of pg.
    return rows as Row[];
  };
}

export function transactionQuery(tx: Tx): Query {
  return <Row>(sql: string, values: readonly unknown[]) =>
    tx.$queryRawUnsafe<Row[]>(sql, ...values);
}
