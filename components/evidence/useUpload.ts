'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { describeFailure, useTRPC, useTRPCClient } from '@/components/data/trpc';
import type { EvidenceAccess } from '@/core/policy/resources';
import type { EvidenceKind } from '@/server/evidence/kinds';
import { SendFailed, sendFile } from './sendFile';
import { TEXT } from './text';

export interface NewArtefact {
  title: string;
  kind: EvidenceKind;
  method: string;
  subject: string;
  illustrative: boolean;
  access: EvidenceAccess;
}

type UploadStage =
  | { at: 'idle' }
  | { at: 'sending'; share: number }
  | { at: 'sent'; evidenceId: string; versionId: string };

export interface Upload {
  stage: UploadStage;
  problem: string | null;
  start(file: File, artefact: NewArtefact): Promise<void>;
  cancel(): void;
}

/**
 * Registers an artefact, or takes one that exists, and sends a file as its next version. A second try
 * goes on with what the first one registered.
 */
export function useUpload(caseId: string, existing: string | undefined): Upload {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [stage, setStage] = useState<UploadStage>({ at: 'idle' });
  const [problem, setProblem] = useState<string | null>(null);
  const registered = useRef(existing);
  const under = useRef<AbortController | null>(null);

  const start = useCallback(
    async (file: File, artefact: NewArtefact) => {
      const controller = new AbortController();
      under.current = controller;
      setProblem(null);
      setStage({ at: 'sending', share: 0 });
      try {
        registered.current ??= (
          await client.evidence.register.mutate({ caseId, ...artefact })
        ).evidenceId;
        const evidenceId = registered.current;
        const { versionId, uploadPath } = await client.evidence.beginVersion.mutate({
          evidenceId,
          fileName: file.name.slice(-200),
          mediaType: file.type.slice(0, 100),
          size: file.size,
        });
        await sendFile(uploadPath, file, {
          onProgress: (share) => setStage({ at: 'sending', share }),
          signal: controller.signal,
        });
        setStage({ at: 'sent', evidenceId, versionId });
      } catch (error) {
        setStage({ at: 'idle' });
        setProblem(wordsFor(error));
      } finally {
        await queries.invalidateQueries(trpc.evidence.pathFilter());
      }
    },
    [caseId, client, queries, trpc],
  );

  const cancel = useCallback(() => under.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  return { stage, problem, start, cancel };
}

function wordsFor(error: unknown): string {
  if (!(error instanceof SendFailed)) return describeFailure(error).message;
  switch (error.kind) {
    case 'cancelled':
      return TEXT.upload.cancelled;
    case 'broken':
      return TEXT.upload.broken;
    case 'refused':
      return error.message || TEXT.upload.broken;
  }
}
