import type { ReactNode } from 'react';
import { cx } from './cx';

export interface Column {
  key: string;
  head: ReactNode;
  /** Right-aligned, for figures. */
  right?: boolean | undefined;
  /** Head for screen readers only. */
  silent?: boolean | undefined;
}

function Heads(props: { columns: Column[] }) {
  return (
    <thead>
      <tr>
        {props.columns.map(({ key, head, right, silent }) => (
          <th key={key} scope="col" className={cx(right && 'r', `col-${key}`)}>
            {silent ? <span className="visually-hidden">{head}</span> : head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The wide table that reads like a ledger; rows are `<tr>`, one per case. */
export function Ledger(props: {
  caption: string;
  columns: Column[];
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <table className={cx('ledger', props.className)}>
      <caption className="visually-hidden">{props.caption}</caption>
      <Heads columns={props.columns} />
      <tbody>{props.children}</tbody>
    </table>
  );
}

/** A plain data table on hairlines. `stack` folds the rows into lines on a phone. */
export function DataTable(props: {
  caption: string;
  columns?: Column[] | undefined;
  children: ReactNode;
  stack?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <table className={cx('data', props.stack && 'stack', props.className)}>
      <caption className="visually-hidden">{props.caption}</caption>
      {props.columns && <Heads columns={props.columns} />}
      <tbody>{props.children}</tbody>
    </table>
  );
}

/** A cell of two lines: what it is, and under it what goes with it. */
export function TwoLines(props: {
  first: ReactNode;
  second?: ReactNode;
  hung?: boolean | undefined;
}) {
  return (
    <>
      {props.first}
      {props.second !== undefined && props.second !== null && (
        <span className={cx('under', props.hung && 'hung')}>{props.second}</span>
      )}
    </>
  );
}
