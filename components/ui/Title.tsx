import type { ReactNode } from 'react';
import { cx } from './cx';

/** The title of a page, in serif 22/28. */
export function Title(props: {
  children: ReactNode;
  level?: 1 | 2 | 3 | undefined;
  className?: string | undefined;
}) {
  const Element = `h${props.level ?? 1}` as const;
  return <Element className={cx('title', props.className)}>{props.children}</Element>;
}

/** The small head of a section or list, with its count in mono. */
export function Head(props: {
  children: ReactNode;
  level?: 2 | 3 | 4 | undefined;
  count?: number | string | undefined;
  className?: string | undefined;
}) {
  const Element = `h${props.level ?? 2}` as const;
  return (
    <Element className={cx('head', props.className)}>
      {props.children}
      {props.count !== undefined && <span className="n"> {props.count}</span>}
    </Element>
  );
}

/** Small grey words: where, when, by whom. */
export function Meta(props: {
  children: ReactNode;
  as?: 'p' | 'span' | 'div' | undefined;
  className?: string | undefined;
}) {
  const Element = props.as ?? 'span';
  return <Element className={cx('meta', props.className)}>{props.children}</Element>;
}
