import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readInspectLog } from '@/core/evidence/inspect';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import { EXIT, jsonText, readArgs, TooLarge, UsageError } from '../command';
import type { Run } from '../command';
import { NotDone, postFile } from '../postFile';
import { pushLine, pushOutcome } from '../pushReport';
import { pushCase, pushTarget, pushToken } from '../pushTarget';
import { findingLine } from '../readCase';

const NOT_DONE = 3;
const WAIT_SECONDS = 120;
/** A larger file is not looked into to tell its kind. Bytes. */
const LARGEST_LOOK = 256 * 1024 ** 2;
/** What is said of the file beside its bytes, as the address carries it. */
const SAID = ['title', 'kind', 'method', 'subject', 'access'] as const;

export const runEvidencePush: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], {
    case: { type: 'string' },
    to: { type: 'string' },
    token: { type: 'string' },
    name: { type: 'string' },
    title: { type: 'string' },
    kind: { type: 'string' },
    method: { type: 'string' },
    subject: { type: 'string' },
    access: { type: 'string' },
    deadline: { type: 'string' },
    json: { type: 'boolean' },
  });
  const path = positionals[0] ?? '-';
  const caseId = pushCase(values.case);
  const target = pushTarget(values.to);
  const token = pushToken(values.token, io.env('CASEWRIGHT_TOKEN'));
  const seconds = values.deadline === undefined ? WAIT_SECONDS : Number(values.deadline);
  if (!(seconds > 0 && seconds <= 3_600))
    throw new UsageError('The deadline is a number of seconds above 0, and an hour at most.');
  if (path === '-' && values.name === undefined)
    throw new UsageError('Standard input has no name: give one with --name.');

  const file = await io.blob(path);
  if (file.size > LARGEST_FILE)
    throw new TooLarge(`${path} is larger than ${LARGEST_FILE / 1024 ** 3} GiB.`);
  const sha256 = await digestOf(file);
  const url = new URL(`/api/v1/cases/${caseId}/evidence`, target);
  url.searchParams.set('name', values.name ?? basename(path));
  url.searchParams.set('sha256', sha256);
  url.searchParams.set('kind', await kindOf(file));
  for (const name of SAID) if (values[name] !== undefined) url.searchParams.set(name, values[name]);
  try {
    const answer = await postFile({ url, token, file, seconds });
    const outcome = pushOutcome(answer, { token, sha256, origin: target.origin });
    if (!outcome.ok) {
      io.err(findingLine({ severity: 'error', path: outcome.path, message: outcome.message }));
      return EXIT.refused;
    }
    const { report } = outcome;
    io.out(values.json ? jsonText(report) : pushLine(report));
    if (report.state !== 'quarantined' && report.state !== 'retracted') return EXIT.done;
    const message = `${report.identifier} is ${report.state}: ${report.reason}`;
    io.err(findingLine({ severity: 'error', path: '', message }));
    return EXIT.refused;
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    io.err(findingLine({ severity: 'error', path: '', message: error.message }));
    return NOT_DONE;
  }
};

async function digestOf(file: Blob): Promise<string> {
  const hash = createHash('sha256');
  const stream: AsyncIterable<Uint8Array> = file.stream();
  for await (const piece of stream) hash.update(piece);
  return hash.digest('hex');
}

/** What can be read as an evaluation log is one. */
async function kindOf(file: Blob): Promise<'evaluation-log' | 'other'> {
  if (file.size > LARGEST_LOOK) return 'other';
  return (await readInspectLog(file)).ok ? 'evaluation-log' : 'other';
}
