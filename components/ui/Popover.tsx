'use client';

import { Popover as RadixPopover, Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactNode } from 'react';

/** A slip of paper beside its button, for a small form or an explanation. */
export function Popover(props: {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
}) {
  const { trigger, label, children, open, onOpenChange, align } = props;
  return (
    <RadixPopover.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          className="flyout prose"
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          align={align ?? 'start'}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

/** A few words on hover and on focus. Never the only place where they stand. */
export function Tooltip(props: { words: string; children: ReactNode }) {
  return (
    <RadixTooltip.Provider delayDuration={400} skipDelayDuration={200}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{props.children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content className="flyout tip" sideOffset={6} collisionPadding={8}>
            {props.words}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}

/** Explains a word where it stands: a dotted term that opens its meaning. */
export function Hint(props: { term: string; children: ReactNode }) {
  return (
    <Popover
      label={props.term}
      trigger={
        <button type="button" className="hintterm">
          {props.term}
        </button>
      }
    >
      <div className="ink2">{props.children}</div>
    </Popover>
  );
}
