'use client';

import type { Library } from '@/server/evidence/reading';
import { Button } from '@/components/ui/Button';
import { libraryCsv } from './libraryCsv';
import { TEXT } from './text';

export function LibraryExport(props: { library: Library }) {
  function save() {
    const address = URL.createObjectURL(
      new Blob([libraryCsv(props.library)], { type: 'text/csv' }),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = `${props.library.case.slug}-evidence.csv`;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <Button look="text" icon="download" onClick={save}>
      {TEXT.library.export}
    </Button>
  );
}
