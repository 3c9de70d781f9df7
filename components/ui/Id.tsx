import Link from 'next/link';
import { cx } from './cx';

/** An identifier that people read: G1, COU-03, F-14. With `href` it leads to what it names. */
export function Id(props: {
  children: string;
  href?: string | undefined;
  className?: string | undefined;
}) {
  const { children, href, className } = props;
  if (href) {
    return (
      <Link href={href} className={cx('id', className)}>
        {children}
      </Link>
    );
  }
  return <span className={cx('id', className)}>{children}</span>;
}
