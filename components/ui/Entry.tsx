import type { ReactNode } from 'react';
import { cx } from './cx';

/** One entry of a document: its id or head hangs in the margin, a hairline parts it from the last. */
export function Entry(props: {
  margin: ReactNode;
  children: ReactNode;
  as?: 'div' | 'li' | undefined;
  className?: string | undefined;
}) {
  const Element = props.as ?? 'div';
  return (
    <Element className={cx('entry', props.className)}>
      {props.margin}
      <div>{props.children}</div>
    </Element>
  );
}

/** A part of a set page: head in the margin. `ruled` opens the page with the 2 px ink rule. */
export function Hang(props: {
  head: ReactNode;
  children: ReactNode;
  rule?: 'ruled' | 'line' | 'none' | undefined;
}) {
  const { head, children, rule = 'line' } = props;
  return (
    <div className={cx('hang', rule !== 'none' && rule)}>
      <div className="h">
        {typeof head === 'string' ? <span className="meta">{head}</span> : head}
      </div>
      <div>{children}</div>
    </div>
  );
}

/** Terms and their values, set in two columns. */
export function KeyValues(props: { entries: { term: string; value: ReactNode }[] }) {
  return (
    <dl className="kv">
      {props.entries.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
