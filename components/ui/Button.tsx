import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import { Kbd } from './Kbd';

/** Main: the one act of a view, filled with ink. Outlined: the others. Text: the quiet ones. */
export type ButtonLook = 'main' | 'outlined' | 'text';

interface Look {
  look?: ButtonLook | undefined;
  /** 40 px, for the act of a whole page. */
  tall?: boolean | undefined;
  wide?: boolean | undefined;
  /** Red words: withdraws or stops something. */
  stops?: boolean | undefined;
  icon?: IconName | undefined;
  /** Shortcut shown behind the words: "C", "mod+Enter". */
  keys?: string | undefined;
}

function classes(look: Look, className: string | undefined): string {
  return cx(
    'btn',
    look.look === 'main' && 'main',
    look.look === 'text' && 'text',
    look.tall && 'tall',
    look.wide && 'wide',
    look.stops && 'stop',
    className,
  );
}

function Face(props: {
  icon?: IconName | undefined;
  keys?: string | undefined;
  children: ReactNode;
}) {
  return (
    <>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
      {props.keys && <Kbd keys={props.keys} />}
    </>
  );
}

/**
 * A button. `busy` keeps it focusable and named while the act runs; it then ignores presses, so
 * that an act that must happen once is not sent twice.
 */
export function Button(
  props: Omit<ComponentProps<'button'>, 'disabled'> &
    Look & { busy?: boolean | undefined; disabled?: boolean | undefined },
) {
  const { look, tall, wide, stops, icon, keys, busy, className, children, onClick, ...rest } =
    props;
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-busy': true, 'aria-disabled': true } : {})}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classes({ look, tall, wide, stops }, className)}
    >
      <Face icon={busy ? 'working' : icon} keys={keys}>
        {children}
      </Face>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton(props: ComponentProps<typeof Link> & Look) {
  const { look, tall, wide, stops, icon, keys, className, children, ...rest } = props;
  return (
    <Link {...rest} className={classes({ look, tall, wide, stops }, className)}>
      <Face icon={icon} keys={keys}>
        {children}
      </Face>
    </Link>
  );
}

/** A button of one icon, named for screen readers and on hover. */
export function IconButton(
  props: Omit<ComponentProps<'button'>, 'children'> & { icon: IconName; label: string },
) {
  const { icon, label, className, ...rest } = props;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx('btn text square', className)}
    >
      <Icon name={icon} />
    </button>
  );
}
