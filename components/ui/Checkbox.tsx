import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A tick with its words. The whole line can be pressed. */
export function Checkbox(props: Omit<ComponentProps<'input'>, 'type'> & { children: ReactNode }) {
  const { children, className, ...rest } = props;
  return (
    <label className={cx('ticked', className)}>
      <input {...rest} type="checkbox" className="tick" />
      <span>{children}</span>
    </label>
  );
}

/** A bare tick for lists; `label` says what it marks. */
export function Tick(props: Omit<ComponentProps<'input'>, 'type'> & { label: string }) {
  const { label, className, ...rest } = props;
  return <input {...rest} type="checkbox" aria-label={label} className={cx('tick', className)} />;
}
