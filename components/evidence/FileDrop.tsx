'use client';

import { useId } from 'react';
import { Problem } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { formatBytes } from './formatBytes';
import { TEXT } from './text';

/**
 * Chooses one file. The platform's own control lies over the whole place, unseen: it opens the dialog,
 * takes dropped files and the keyboard.
 */
export function FileDrop(props: {
  file: File | null;
  onFile: (file: File) => void;
  disabled?: boolean | undefined;
  error?: string | undefined;
}) {
  const { file, onFile, disabled, error } = props;
  const id = useId();
  return (
    <div>
      <label className="filedrop" htmlFor={id}>
        <input
          id={id}
          type="file"
          disabled={disabled}
          {...(error && { 'aria-invalid': true, 'aria-errormessage': `${id}-error` })}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) onFile(chosen);
          }}
        />
        <Icon name="upload" />
        {file ? (
          <span>
            <b>{TEXT.upload.chosen(file.name, formatBytes(file.size))}</b>{' '}
            <span className="linkish">{TEXT.upload.another}</span>
          </span>
        ) : (
          <span>
            <span className="linkish">{TEXT.upload.choose}</span> {TEXT.upload.drop}
          </span>
        )}
      </label>
      {error && <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
}
