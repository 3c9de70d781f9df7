'use client';

import { useQuery } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { Problem } from '@/components/ui/Field';
import { ProgressNote } from '@/components/ui/Loading';
import { Status } from '@/components/ui/Status';
import { TEXT } from './text';

/** How often the state of a file that is being examined is asked for. */
const EVERY_MS = 700;

/** What came of an uploaded file: follows it until it is ready or was put aside. */
export function Examined(props: {
  caseId: string;
  evidenceId: string;
  versionId: string;
  onUse?: ((evidenceId: string) => void) | undefined;
  onClose: () => void;
}) {
  const { caseId, evidenceId, versionId, onUse, onClose } = props;
  const trpc = useTRPC();
  const library = useQuery(
    trpc.evidence.forCase.queryOptions(
      { caseId },
      {
        select: ({ artefacts }) => {
          const entry = artefacts.find(({ id }) => id === evidenceId);
          return [entry?.current, entry?.pending].find((version) => version?.id === versionId);
        },
        refetchInterval: (query) =>
          query.state.data?.artefacts.some(
            ({ id, current, pending }) =>
              id === evidenceId &&
              [current, pending].some(
                (version) => version?.id === versionId && version.state === 'scanning',
              ),
          )
            ? EVERY_MS
            : false,
      },
    ),
  );
  const version = library.data;
  return (
    <>
      <div role="status" aria-live="polite">
        {library.error && <Problem>{describeFailure(library.error).message}</Problem>}
        {(!version || version.state === 'scanning') && !library.error && (
          <ProgressNote words={TEXT.upload.examining} />
        )}
        {version?.state === 'ready' && (
          <>
            <p>
              <Status icon="pass" tone="ok">
                {TEXT.upload.ready}
              </Status>{' '}
              {version.log
                ? TEXT.upload.readyLog(version.log.task, version.log.model, version.metrics.length)
                : TEXT.upload.readyFile}
            </p>
            {version.sha256 && (
              <p className="mt-2">
                <Digest value={version.sha256} length="full" copy />
              </p>
            )}
            {version.warnings.map((warning) => (
              <p key={warning} className="mt-1">
                <Status icon="caution" tone="warn" quiet>
                  {warning}
                </Status>
              </p>
            ))}
          </>
        )}
        {version?.state === 'quarantined' && (
          <>
            <p>
              <Status icon="caution" tone="bad">
                {TEXT.upload.quarantined}
              </Status>
            </p>
            <p className="mt-2">{version.reason}</p>
          </>
        )}
      </div>
      <div className="acts mt-4">
        {version?.state === 'ready' && onUse && (
          <Button look="main" onClick={() => onUse(evidenceId)}>
            {TEXT.upload.use}
          </Button>
        )}
        <Button look={onUse ? 'text' : 'main'} onClick={onClose}>
          {TEXT.upload.close}
        </Button>
      </div>
    </>
  );
}
