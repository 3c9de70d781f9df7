import { Icon } from './Icon';
import { TEXT } from './text';

export type SaveStateOf =
  | { kind: 'saving' }
  /** Committed on the server, not merely sent. */
  | { kind: 'saved' }
  | { kind: 'offline'; changes: number };

/** Three honest words, always in the same place and size. Announced when they change to offline. */
export function SaveState(props: { of: SaveStateOf }) {
  const { of } = props;
  const words =
    of.kind === 'saving'
      ? TEXT.save.saving
      : of.kind === 'saved'
        ? TEXT.save.saved
        : TEXT.save.offline(of.changes);
  return (
    <span className={of.kind === 'offline' ? 'st warn' : 'st mute'} data-save-state={of.kind}>
      <Icon name={of.kind} />
      <span className={of.kind === 'offline' ? undefined : 'savewords'}>{words}</span>
      <span className="visually-hidden" role="status">
        {of.kind === 'offline' ? words : ''}
      </span>
    </span>
  );
}
