'use client';

import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button';
import { cx } from './cx';
import { shareStyleNonce } from './styleNonce';
import { TEXT } from './text';
import { useReturnFocus } from './useReturnFocus';

shareStyleNonce();

/**
 * A sheet of paper over the page. Focus goes in, stays in and returns; Escape closes.
 * `description` is read with the title; `acts` stand at the foot, the main one first.
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  acts?: ReactNode;
  wide?: boolean | undefined;
}) {
  const { open, onClose, title, description, children, acts, wide } = props;
  const returnFocus = useReturnFocus();
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="veil" />
        <RadixDialog.Content
          className={cx('sheet', wide && 'wide')}
          {...returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="bar">
            <RadixDialog.Title className="title">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton icon="close" label={TEXT.close} />
            </RadixDialog.Close>
          </div>
          {description && (
            <RadixDialog.Description asChild>
              <div className="ink2 mb-4">{description}</div>
            </RadixDialog.Description>
          )}
          {children}
          {acts && <div className="acts">{acts}</div>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
