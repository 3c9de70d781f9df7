'use client';

import { useId, type ReactNode } from 'react';
import { cx } from './cx';

export interface RadioOption<Value extends string> {
  value: Value;
  words: string;
  /** What choosing it means, or why it cannot be chosen. */
  note?: ReactNode;
  disabled?: boolean | undefined;
  /** Shown under the option while it is chosen. */
  body?: ReactNode;
}

/** Options set as entries; the chosen one opens its own fields. Refused ones stay, with the reason. */
export function RadioOptions<Value extends string>(props: {
  legend: string;
  silentLegend?: boolean | undefined;
  options: RadioOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  disabled?: boolean | undefined;
}) {
  const { legend, silentLegend, options, value, onChange, disabled } = props;
  const name = useId();
  return (
    <fieldset className="fieldset" disabled={disabled}>
      <legend className={silentLegend ? 'visually-hidden' : 'head'}>{legend}</legend>
      <div className="opts">
        {options.map((option) => {
          const id = `${name}-${option.value}`;
          const chosen = option.value === value;
          return (
            <div key={option.value} className={cx('opt', option.disabled && 'no')}>
              <input
                type="radio"
                className="o"
                id={id}
                name={name}
                value={option.value}
                checked={chosen}
                disabled={option.disabled}
                onChange={() => onChange(option.value)}
              />
              <label htmlFor={id}>
                <b>{option.words}</b>
                {option.note && (
                  <span className={option.disabled ? undefined : 'ink2'}> {option.note}</span>
                )}
              </label>
              {chosen && option.body && <div className="body">{option.body}</div>}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
