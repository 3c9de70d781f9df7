'use client';

import Link from 'next/link';
import { useId } from 'react';

/** A choice of a few words in one row; radios underneath, so arrow keys move the choice. */
export function Segmented<Value extends string>(props: {
  legend: string;
  options: { value: Value; words: string; disabled?: boolean | undefined }[];
  value: Value | null;
  onChange: (value: Value) => void;
  disabled?: boolean | undefined;
}) {
  const { legend, options, value, onChange, disabled } = props;
  const name = useId();
  return (
    <fieldset className="fieldset" disabled={disabled}>
      <legend className="visually-hidden">{legend}</legend>
      <span className="seg">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span className="word" data-word={option.words}>
              {option.words}
            </span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

/** The same look for views of one thing, each with its own address. */
export function SegmentedLinks(props: {
  label: string;
  links: { href: string; words: string; current: boolean }[];
}) {
  return (
    <nav className="seg" aria-label={props.label}>
      {props.links.map(({ href, words, current }) => (
        <Link
          key={href}
          href={href}
          className={current ? 'on' : undefined}
          aria-current={current ? 'page' : undefined}
        >
          <span className="word" data-word={words}>
            {words}
          </span>
        </Link>
      ))}
    </nav>
  );
}
