import type { ReactNode } from 'react';

/** One part of the inspector: head, count, one quiet act at the right. */
export function Section(props: {
  head: string;
  count?: number | undefined;
  act?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="row">
        <h3 className="head">
          {props.head}
          {props.count !== undefined && props.count > 0 && <span className="n">{props.count}</span>}
        </h3>
        {props.act}
      </div>
      {props.children}
    </section>
  );
}
