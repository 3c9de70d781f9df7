import Link from 'next/link';
import { TEXT } from './text';

/** The mark: a goal with the diamond of what is not yet developed under it. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <path d="M3 2.5h12v7H3z" />
      <path d="M9 9.5v2.2M9 11.7l2.3 2.3L9 16.3 6.7 14z" />
    </svg>
  );
}

export function Brand(props: { href: string }) {
  return (
    <Link className="brand" href={props.href}>
      <BrandMark />
      {TEXT.product}
    </Link>
  );
}

/** First in the page: leads past the bars. */
export function SkipLink() {
  return (
    <a className="skip" href="#content">
      {TEXT.skip}
    </a>
  );
}
