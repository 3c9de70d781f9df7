import { Icon } from './Icon';
import { TEXT } from './text';

/** A line under the bars while there is no connection: what is kept, and a way to try now. */
export function OfflineNote(props: { changes: number; onRetry?: (() => void) | undefined }) {
  return (
    <div className="offline" role="status">
      <span className="st warn">
        <Icon name="offline" />
        {TEXT.offlineNote.words}
      </span>
      <span className="ink2">{TEXT.offlineNote.kept(props.changes)}</span>
      {props.onRetry && (
        <button type="button" className="btn text" onClick={props.onRetry}>
          {TEXT.offlineNote.retry}
        </button>
      )}
    </div>
  );
}
