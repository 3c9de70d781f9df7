'use client';

import { useEffect, useRef } from 'react';
import { TEXT } from './text';

export interface FormProblem {
  /** Id of the field that it is about; absent when it is about the whole form. */
  field?: string | undefined;
  words: string;
}

/**
 * What stands between the form and its act, above the form. Takes focus each time `problems`
 * changes to something, so that it is read; each line leads to its field.
 */
export function FormError(props: { problems: FormProblem[] }) {
  const box = useRef<HTMLDivElement>(null);
  const { problems } = props;
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} className="formerror" role="alert">
      <p className="head">{TEXT.formProblems(problems.length)}</p>
      <ul>
        {problems.map(({ field, words }) => (
          <li key={`${field ?? ''} ${words}`}>
            {field ? (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {words}
              </a>
            ) : (
              words
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
