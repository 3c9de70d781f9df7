import { registerArtefact, beginVersion, type RegisterInput } from '@/server/evidence/register';
import { processVersion } from '@/server/evidence/process';
import { receiveBytes } from '@/server/evidence/upload';
import type { PersonName } from './cast';
import type { Stage } from './stage';

/** A file of the example, as its author uploads it. */
export interface ExampleFile {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Registers an artefact. @returns its id */
export async function register(
  stage: Stage,
  who: PersonName,
  artefact: Omit<RegisterInput, 'illustrative'>,
): Promise<string> {
  const made = await registerArtefact(stage.as(who), { ...artefact, illustrative: false });
  return made.evidenceId;
}

/** Uploads a version: announced, received and examined as any upload is. */
export async function upload(
  stage: Stage,
  who: PersonName,
  evidenceId: string,
  { fileName, mediaType, bytes }: ExampleFile,
): Promise<void> {
  const announced = { evidenceId, fileName, mediaType, size: bytes.length };
  const { versionId } = await beginVersion(stage.as(who), announced);
  await receiveBytes(stage.as(who), versionId, whole(bytes));
  await processVersion(stage.as(who), versionId, stage.tx);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
