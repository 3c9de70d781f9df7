import type { ReactNode } from 'react';
import { Id } from './Id';
import { TEXT } from './text';
import { Title } from './Title';

/** What happened, whether work is safe, what to do, and the request id to quote. */
export function ErrorState(props: {
  title?: string | undefined;
  happened?: string | undefined;
  isSafe?: string | undefined;
  toDo?: string | undefined;
  requestId?: string | undefined;
  act?: ReactNode;
}) {
  const { title, happened, isSafe, toDo, requestId, act } = props;
  return (
    <div className="state centred" role="alert">
      <Title>{title ?? TEXT.error.title}</Title>
      <p className="stmt mt-2 mb-4">{happened ?? TEXT.error.happened}</p>
      <dl className="kv ruled">
        <dt>{TEXT.error.safe}</dt>
        <dd>{isSafe ?? TEXT.error.isSafe}</dd>
        <dt>{TEXT.error.next}</dt>
        <dd>{toDo ?? TEXT.error.toDo}</dd>
        {requestId && (
          <>
            <dt>{TEXT.error.request}</dt>
            <dd>
              <Id>{requestId}</Id>
            </dd>
          </>
        )}
      </dl>
      {act && <div className="acts">{act}</div>}
    </div>
  );
}

/** A member who may not: what is refused, why, and who decides. Strangers get "not found" instead. */
export function Forbidden(props: {
  title?: string | undefined;
  /** The guard that failed, in words a person can act on. */
  reason: string;
  /** Who can change that: a role or an organisation. */
  owner?: string | undefined;
  act?: ReactNode;
}) {
  const { title, reason, owner, act } = props;
  return (
    <div className="state centred">
      <Title>{title ?? TEXT.forbidden.title}</Title>
      <p className="stmt mt-2">{reason}</p>
      {owner && <p className="ink2 mt-2">{TEXT.forbidden.ask(owner)}</p>}
      {act && <div className="acts">{act}</div>}
    </div>
  );
}
