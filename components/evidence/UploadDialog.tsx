'use client';

import { useState, type SubmitEvent } from 'react';
import { fileTitle } from '@/core/evidence/fileTitle';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Problem } from '@/components/ui/Field';
import { ProgressNote } from '@/components/ui/Loading';
import { ArtefactFields, emptyArtefact } from './ArtefactFields';
import { Examined } from './Examined';
import { FileDrop } from './FileDrop';
import { TEXT } from './text';
import { useUpload, type NewArtefact } from './useUpload';

/**
 * Registers evidence: a file with what it is. With `version`, a further version of an artefact that
 * exists. `onUploaded` is called once the file was examined and is ready.
 */
export function UploadDialog(props: {
  caseId: string;
  version?: { evidenceId: string; identifier: string } | undefined;
  /** Words of the act that takes the evidence into use; by default there is none. */
  onUploaded?: ((evidenceId: string) => void) | undefined;
  onClose: () => void;
}) {
  const { caseId, version, onUploaded, onClose } = props;
  const upload = useUpload(caseId, version?.evidenceId);
  const [file, setFile] = useState<File | null>(null);
  const [artefact, setArtefact] = useState<NewArtefact>(emptyArtefact);
  const [fileError, setFileError] = useState<string | undefined>();
  const { stage, problem } = upload;
  const sending = stage.at === 'sending';

  function choose(chosen: File) {
    setFile(chosen);
    setFileError(sizeProblem(chosen));
    setArtefact((before) => suggested(before, chosen));
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (file === null || sizeProblem(file)) {
      setFileError(file === null ? TEXT.upload.noFile : sizeProblem(file));
      return;
    }
    void upload.start(file, artefact);
  }

  const close = () => {
    upload.cancel();
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={version ? TEXT.upload.versionTitle(version.identifier) : TEXT.upload.title}
      description={version ? TEXT.upload.versionLead : TEXT.upload.lead}
    >
      {stage.at === 'sent' ? (
        <Examined
          caseId={caseId}
          evidenceId={stage.evidenceId}
          versionId={stage.versionId}
          onUse={onUploaded}
          onClose={onClose}
        />
      ) : (
        <form className="form" method="post" onSubmit={submit}>
          <FileDrop file={file} onFile={choose} disabled={sending} error={fileError} />
          {!version && (
            <ArtefactFields value={artefact} onChange={setArtefact} disabled={sending} />
          )}
          {problem && (
            <div role="alert">
              <Problem>{problem}</Problem>
            </div>
          )}
          {sending && (
            <ProgressNote
              words={TEXT.upload.sending(file?.name ?? '')}
              share={stage.share}
              onCancel={upload.cancel}
            />
          )}
          {!sending && (
            <div className="acts">
              <Button type="submit" look="main" icon="upload">
                {problem ? TEXT.upload.again : TEXT.upload.act}
              </Button>
              <Button look="text" onClick={close}>
                {TEXT.upload.cancel}
              </Button>
            </div>
          )}
        </form>
      )}
    </Dialog>
  );
}

function sizeProblem(file: File): string | undefined {
  if (file.size > LARGEST_FILE) return TEXT.upload.tooLarge;
  return file.size === 0 ? TEXT.upload.empty : undefined;
}

/** Title and kind from the file, where nothing was written yet. */
function suggested(before: NewArtefact, file: File): NewArtefact {
  const log = /\.(eval|json)$/i.test(file.name);
  return {
    ...before,
    title: before.title === '' ? fileTitle(file.name) : before.title,
    kind: before.title === '' ? (log ? 'evaluation-log' : 'report') : before.kind,
  };
}
