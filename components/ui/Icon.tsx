import type { ReactNode } from 'react';
import { cx } from './cx';

const ring = <circle cx="8" cy="8" r="6" />;

/**
 * One icon, one meaning. Pencil: the author says. Empty, half, full circle: an assessor says.
 * Ring with tick or cross: computed.
 */
const ICONS = {
  'author-says': <path d="M3 13l.7-3L11 2.8l2.2 2.2L6 12.3z" />,
  empty: ring,
  half: (
    <>
      {ring}
      <path d="M8 2v12" />
      <path className="solid" d="M8 2a6 6 0 000 12z" />
    </>
  ),
  full: <circle className="solid" cx="8" cy="8" r="6" />,
  pass: (
    <>
      {ring}
      <path d="M5.2 8.2l2 2 3.6-4.2" />
    </>
  ),
  fail: (
    <>
      {ring}
      <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  suspended: (
    <>
      {ring}
      <path d="M6.4 5.8v4.4M9.6 5.8v4.4" />
    </>
  ),
  residual: (
    <>
      {ring}
      <path d="M5.4 8h5.2" />
    </>
  ),
  clock: (
    <>
      {ring}
      <path d="M8 4.6V8l2.4 1.6" />
    </>
  ),
  silent: (
    <>
      <path d="M2 8h2.2M11.8 8H14M6.6 8h.1M9.3 8h.1" />
      <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2.5" />
    </>
  ),
  caution: (
    <>
      <path d="M8 2.4L14 13H2z" />
      <path d="M8 6.6v3M8 11.2v.1" />
    </>
  ),
  finding: <path d="M4 14V2.5h8l-1.8 3 1.8 3H4" />,
  challenge: (
    <>
      <path d="M2 8h8" strokeDasharray="2.4 2" />
      <path d="M9.5 4.5L13.5 8l-4 3.5" />
    </>
  ),
  dissent: <path d="M3 3h10v8H7l-4 3z" />,
  comment: <path d="M3 3h10v8H8.5L6 13.5V11H3z" />,
  review: (
    <>
      <path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  frozen: (
    <>
      <path d="M3.5 7.2h9V14h-9z" />
      <path d="M5.4 7V5a2.6 2.6 0 015.2 0v2" />
    </>
  ),
  undeveloped: <path d="M8 2.5L13.5 8 8 13.5 2.5 8z" />,
  base: (
    <>
      <path d="M2.5 6.5h7v7h-7z" />
      <path d="M6 4V2.5h7.5V10H12" />
    </>
  ),
  log: <path d="M8 2v4M4 14v-4M12 14v-4M4 10h8M8 6v4" />,
  passkey: (
    <>
      <circle cx="5.2" cy="8" r="2.8" />
      <path d="M8 8h6M12 8v2.4" />
    </>
  ),
  saved: (
    <>
      <path d="M4.5 12.5h7a2.7 2.7 0 00.3-5.4A4 4 0 004.2 7a2.8 2.8 0 00.3 5.5z" />
      <path d="M6.2 9.4l1.4 1.4 2.4-2.6" />
    </>
  ),
  saving: (
    <>
      <path d="M4.5 12.5h7a2.7 2.7 0 00.3-5.4A4 4 0 004.2 7a2.8 2.8 0 00.3 5.5z" />
      <path d="M6.4 9.6h.1M8 9.6h.1M9.6 9.6h.1" />
    </>
  ),
  offline: (
    <>
      <path
        d="M4.5 12.5h7a2.7 2.7 0 00.3-5.4A4 4 0 004.2 7a2.8 2.8 0 00.3 5.5z"
        strokeDasharray="2.4 2"
      />
      <path d="M3 3l10 10.5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="M10.4 10.4L14 14" />
    </>
  ),
  download: <path d="M8 2.5v8M4.8 7.6L8 10.8l3.2-3.2M3 13.5h10" />,
  upload: <path d="M8 10.8v-8M4.8 5.7L8 2.5l3.2 3.2M3 13.5h10" />,
  copy: (
    <>
      <path d="M5.5 5.5h8v8h-8z" />
      <path d="M10.5 5.3V2.5h-8v8h2.8" />
    </>
  ),
  tick: <path d="M3 8.5l3.2 3.2L13 4.6" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  add: <path d="M8 3v10M3 8h10" />,
  less: <path d="M3 8h10" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" />,
  open: <path d="M4 6.2L8 10l4-3.8" />,
  onward: <path d="M6.2 4L10 8l-3.8 4" />,
  working: <path d="M8 2a6 6 0 106 6" />,
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.8" />
      <path d="M2.8 13.8c.6-2.8 2.6-4 5.2-4s4.6 1.2 5.2 4" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof ICONS;
export const ICON_NAMES = Object.keys(ICONS) as IconName[];

/**
 * A 14 px stroke icon. Without `label` it is decoration beside its word and hidden from screen
 * readers; with `label` it stands alone and is announced.
 */
export function Icon(props: {
  name: IconName;
  label?: string | undefined;
  className?: string | undefined;
}) {
  const { name, label, className } = props;
  return (
    <svg
      className={cx('i', className)}
      viewBox="0 0 16 16"
      focusable="false"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {ICONS[name]}
    </svg>
  );
}
