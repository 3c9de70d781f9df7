import { CopyButton } from './CopyButton';
import { cx } from './cx';
import { digestGroups } from './digestGroups';
import { TEXT } from './text';

/**
 * A SHA-256 digest: the first eight of 64 digits in ink, the rest in grey.
 * short: 8 digits; half: 16 and an ellipsis; full: all on running lines; block: four by four.
 */
export function Digest(props: {
  /** Lower-case hex. */
  value: string;
  length?: 'short' | 'half' | 'full' | 'block' | undefined;
  copy?: boolean | undefined;
}) {
  const { value, length = 'short', copy } = props;
  const groups = digestGroups(value);
  const digits =
    length === 'block' ? (
      <span className="hexblock">
        {groups.map((group, index) =>
          index < 2 ? <b key={index}>{group}</b> : <span key={index}>{group}</span>,
        )}
      </span>
    ) : (
      <span className={cx('dg', length === 'full' ? 'full' : 'one-line')}>
        <b>{groups.slice(0, 2).join(' ')}</b>
        {length === 'half' && ` ${groups.slice(2, 4).join(' ')} …`}
        {length === 'full' && ` ${groups.slice(2).join(' ')}`}
      </span>
    );
  if (!copy) return digits;
  return (
    <span className="with-copy">
      {digits}
      <CopyButton value={value} label={TEXT.copyDigest} />
    </span>
  );
}
