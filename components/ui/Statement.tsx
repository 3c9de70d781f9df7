import type { ReactNode } from 'react';
import { cx } from './cx';
import { Id } from './Id';
import type { StatementSegment } from './statementSegments';

/** Characters up to which a parameter's value is kept on one line. */
const ONE_LINE = 32;

function Segment(props: { segment: StatementSegment }) {
  const { segment } = props;
  switch (segment.kind) {
    case 'text':
      return <>{segment.text}</>;
    case 'parameter':
      return segment.value === '' ? (
        <span className="p unfilled">{`{${segment.name}}`}</span>
      ) : (
        <span className={cx('p', segment.value.length <= ONE_LINE && 'short')}>
          {segment.value}
        </span>
      );
    case 'reference':
      return <Id href={segment.href}>{segment.identifier}</Id>;
  }
}

/** The runs of a statement without a block of their own, parameters dotted-underlined. */
export function StatementRuns(props: { of: string | StatementSegment[] }) {
  if (typeof props.of === 'string') return <>{props.of}</>;
  return (
    <>
      {props.of.map((segment, index) => (
        <Segment key={index} segment={segment} />
      ))}
    </>
  );
}

/**
 * What somebody claims, in serif. Sizes: 14/20 small, 15/24 in lists, 17/28 in focus, 22/36 alone
 * on the page. `children` follow the statement on its last line.
 */
export function Statement(props: {
  of: string | StatementSegment[];
  size?: 'small' | 'list' | 'focus' | 'alone' | undefined;
  as?: 'p' | 'span' | 'div' | undefined;
  className?: string | undefined;
  children?: ReactNode;
}) {
  const { of, size = 'list', as: Element = 'p', className, children } = props;
  return (
    <Element
      className={cx(
        'stmt',
        size === 'small' && 'small',
        size === 'focus' && 'big',
        size === 'alone' && 'huge',
        className,
      )}
    >
      <StatementRuns of={of} />
      {children}
    </Element>
  );
}
