'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Problem, TextField } from '@/components/ui/Field';
import { Id } from '@/components/ui/Id';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { TEXT } from './text';
import { UploadDialog } from './UploadDialog';
import { VersionStatus } from './VersionStatus';

/** Chooses evidence of a case for a node, or registers a new file and chooses that. */
export function EvidencePicker(props: {
  caseId: string;
  onChosen: (evidenceId: string) => void;
  onClose: () => void;
}) {
  const { caseId, onChosen, onClose } = props;
  const trpc = useTRPC();
  const library = useQuery(trpc.evidence.forCase.queryOptions({ caseId }));
  const [words, setWords] = useState('');
  const [uploading, setUploading] = useState(false);
  if (uploading)
    return (
      <UploadDialog caseId={caseId} onUploaded={onChosen} onClose={() => setUploading(false)} />
    );
  const all = library.data?.artefacts ?? [];
  const wanted = words.trim().toLowerCase();
  const matching = all.filter(({ identifier, title, subject }) =>
    `${identifier} ${title} ${subject}`.toLowerCase().includes(wanted),
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={TEXT.picker.title}
      description={TEXT.picker.lead}
      acts={
        library.data?.mayRegister && (
          <Button icon="upload" onClick={() => setUploading(true)}>
            {TEXT.picker.register}
          </Button>
        )
      }
    >
      {library.error && <Problem>{describeFailure(library.error).message}</Problem>}
      {library.isPending && <LoadingRows rows={4} />}
      {library.isSuccess && all.length === 0 && <p className="stmt">{TEXT.picker.none}</p>}
      {all.length > 0 && (
        <>
          <TextField
            label={TEXT.picker.search}
            value={words}
            autoComplete="off"
            onChange={(event) => setWords(event.target.value)}
          />
          {matching.length === 0 && <p className="ink2 mt-3">{TEXT.picker.noMatch}</p>}
          {matching.length > 0 && (
            <DataTable className="mt-3" caption={TEXT.picker.caption}>
              {matching.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Id>{entry.identifier}</Id>
                  </td>
                  <td>
                    <TwoLines first={entry.title} second={entry.subject || undefined} />
                  </td>
                  <td>
                    <VersionStatus state={entry.current?.state ?? null} />
                  </td>
                  <td className="r">
                    <Button
                      aria-label={TEXT.picker.chooseThis(entry.identifier)}
                      onClick={() => onChosen(entry.id)}
                    >
                      {TEXT.picker.choose}
                    </Button>
                  </td>
                </tr>
              ))}
            </DataTable>
          )}
        </>
      )}
    </Dialog>
  );
}
