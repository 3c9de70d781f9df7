import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './Icon';
import { TEXT } from './text';

export interface FieldWords {
  label: string;
  /** One sentence that helps before anything is typed. */
  hint?: ReactNode;
  /** What is wrong and what would be right. Announced, and read with the field. */
  error?: string | undefined;
  optional?: boolean | undefined;
  /** Label for screen readers only, where the place says what the field is. */
  silentLabel?: boolean | undefined;
}

export interface FieldWiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-errormessage'?: string;
}

/** The one line that says what is wrong. */
export function Problem(props: { id?: string | undefined; children: ReactNode }) {
  return (
    <p className="problem" id={props.id}>
      <Icon name="caution" />
      <span>{props.children}</span>
    </p>
  );
}

/**
 * Label, control, hint and error, wired together. The control is given its id and descriptions:
 * `<Field label="Name">{(wiring) => <input {...wiring} className="field" />}</Field>`.
 */
export function Field(
  props: FieldWords & {
    id?: string | undefined;
    className?: string | undefined;
    children: (wiring: FieldWiring) => ReactNode;
  },
) {
  const { label, hint, error, optional, silentLabel, className, children } = props;
  const made = useId();
  const id = props.id ?? made;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div className={className}>
      <label className={silentLabel ? 'visually-hidden' : 'lbl'} htmlFor={id}>
        {label}
        {optional && <span className="optional">, {TEXT.optional}</span>}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const, 'aria-errormessage': `${id}-error` } : {}),
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
}

type Bare<Element extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentProps<Element>,
  keyof FieldWords | keyof FieldWiring
> & { id?: string | undefined };

/** One line of text. `voice` sets what is typed: serif for statements, mono for ids and figures. */
export function TextField(
  props: FieldWords & Bare<'input'> & { voice?: 'serif' | 'mono' | undefined },
) {
  const { label, hint, error, optional, silentLabel, id, voice, className, ...rest } = props;
  return (
    <Field {...{ label, hint, error, optional, silentLabel, id }}>
      {(wiring) => <input {...rest} {...wiring} className={cx('field', voice, className)} />}
    </Field>
  );
}

/** Several lines of text; grows with what is written. */
export function TextArea(
  props: FieldWords & Bare<'textarea'> & { voice?: 'serif' | 'mono' | undefined },
) {
  const { label, hint, error, optional, silentLabel, id, voice, className, ...rest } = props;
  return (
    <Field {...{ label, hint, error, optional, silentLabel, id }}>
      {(wiring) => (
        <textarea rows={3} {...rest} {...wiring} className={cx('field', voice, className)} />
      )}
    </Field>
  );
}

/** One of a few; the platform's own list. */
export function Select(
  props: FieldWords &
    Bare<'select'> & { options: { value: string; words: string; disabled?: boolean }[] },
) {
  const { label, hint, error, optional, silentLabel, id, options, className, ...rest } = props;
  return (
    <Field {...{ label, hint, error, optional, silentLabel, id }}>
      {(wiring) => (
        <span className="selectbox">
          <select {...rest} {...wiring} className={cx('field', className)}>
            {options.map(({ value, words, disabled }) => (
              <option key={value} value={value} disabled={disabled}>
                {words}
              </option>
            ))}
          </select>
          <Icon name="open" />
        </span>
      )}
    </Field>
  );
}
