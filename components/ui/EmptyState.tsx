import type { ReactNode } from 'react';

/** Nothing here yet: one sentence that teaches, one act. */
export function EmptyState(props: {
  sentence: string;
  act?: ReactNode;
  centred?: boolean | undefined;
}) {
  return (
    <div className={props.centred ? 'state centred' : 'state'}>
      <p className="stmt">{props.sentence}</p>
      {props.act && <div className="acts">{props.act}</div>}
    </div>
  );
}
