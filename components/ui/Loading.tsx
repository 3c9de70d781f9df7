import { TEXT } from './text';

const LINES = ['w60', 'w90', 'w80', 'w40', 'w90', 'w60', 'w80', 'w40'];

/** Bones of a list: `rows` lines as tall as the rows that will come, so nothing jumps. */
export function LoadingRows(props: { rows?: number | undefined; label?: string | undefined }) {
  return (
    <div role="status" aria-label={props.label ?? TEXT.loading} className="py-2">
      {Array.from({ length: props.rows ?? 8 }, (_, row) => (
        <span key={row} className={`bone line-24 ${LINES[row % LINES.length]}`} />
      ))}
    </div>
  );
}

/** Bones of a set page: a title, a rule, entries. */
export function LoadingDocument(props: {
  entries?: number | undefined;
  label?: string | undefined;
}) {
  return (
    <div role="status" aria-label={props.label ?? TEXT.loading}>
      <span className="bone w20" />
      <span className="bone tall w60" />
      <div className="ruled mt-4">
        {Array.from({ length: props.entries ?? 5 }, (_, entry) => (
          <div key={entry} className="entry">
            <span className="bone line-24 w60" />
            <div>
              <span className="bone line-24 w90" />
              <span className="bone line-24 w40" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Long work with its progress in words; `onCancel` when it can be stopped. */
export function ProgressNote(props: {
  words: string;
  /** 0 to 1; absent while the length of the work is unknown. */
  share?: number | undefined;
  onCancel?: (() => void) | undefined;
}) {
  const { words, share, onCancel } = props;
  return (
    <div className="progress">
      <label>
        <span className="meta" role="status">
          {words}
        </span>
        <progress max={1} {...(share === undefined ? {} : { value: share })} aria-label={words} />
      </label>
      <span className="num">{share === undefined ? '' : `${Math.round(share * 100)} %`}</span>
      {onCancel && (
        <button type="button" className="btn text" onClick={onCancel}>
          {TEXT.cancel}
        </button>
      )}
    </div>
  );
}
