'use client';

import { useRouter } from 'next/navigation';
import { TEXT as SHELL } from '@/components/shell/text';
import { useActions } from '@/components/shell/useActions';
import { LinkButton } from '@/components/ui/Button';
import { TEXT } from './text';

/** The main act of the ledger, also by C and from the palette. */
export function NewCaseButton() {
  const router = useRouter();
  useActions([
    {
      id: 'case.new',
      words: TEXT.list.new,
      section: SHELL.nav.cases,
      shortcut: 'c',
      run: () => router.push('/cases/new'),
    },
  ]);
  return (
    <LinkButton href="/cases/new" look="main" keys="C">
      {TEXT.list.new}
    </LinkButton>
  );
}
