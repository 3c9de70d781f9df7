import { NotDone, type Answer } from './postFile';

const FIELDS = [
  'evidenceId',
  'identifier',
  'title',
  'kind',
  'versionId',
  'fileName',
  'sha256',
  'state',
  'reason',
] as const;

/** What `casewright evidence push FILE --json` prints. */
export type PushReport = Record<(typeof FIELDS)[number], string> & {
  version: number;
  size: number;
  /** False when the case had these bytes before. */
  isNew: boolean;
};

export type PushOutcome =
  | { ok: true; report: PushReport }
  | { ok: false; path: string; message: string };

/** Words of somebody else are cut off here. */
const LONGEST_WORDS = 500;
/** Not a matter of what was sent: the same may go well later. */
const LATER = [408, 429];

/**
 * Makes of an answer what is told. Whatever a server says, the token is not in it, and nothing that
 * moves a terminal.
 *
 * @throws NotDone when it is no answer of Casewright, points elsewhere, or is about later
 */
export function pushOutcome(
  { status, location, body }: Answer,
  sent: { token: string; sha256: string; origin: string },
): PushOutcome {
  const plain = (words: string): string =>
    words
      .replaceAll(sent.token, '…')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .slice(0, LONGEST_WORDS);
  if (status >= 300 && status < 400)
    throw new NotDone(
      `${sent.origin} points to ${location === null ? 'another place' : plain(location)}. ` +
        'Nothing was sent there; if it is right, name it with --to.',
    );
  const given = objectIn(body);
  if (status === 200 || status === 201) {
    const report = reportIn(given, status === 201, plain);
    if (report === null) throw new NotDone(`${sent.origin} does not answer as Casewright does.`);
    if (report.sha256 !== sent.sha256)
      throw new NotDone(`${sent.origin} has other bytes than were sent: ${report.sha256}.`);
    return { ok: true, report };
  }
  const error = given === null ? null : objectOf(given['error']);
  const message = textIn(error, 'message');
  const words = message === null ? `${sent.origin} answers ${status}.` : plain(message);
  if (status < 400 || status >= 500 || LATER.includes(status)) throw new NotDone(words);
  return { ok: false, path: plain(textIn(error, 'path') ?? ''), message: words };
}

function reportIn(
  given: Record<string, unknown> | null,
  isNew: boolean,
  plain: (words: string) => string,
): PushReport | null {
  const version = given?.['version'];
  const size = given?.['size'];
  if (typeof version !== 'number' || typeof size !== 'number') return null;
  const texts: Partial<Record<(typeof FIELDS)[number], string>> = {};
  for (const name of FIELDS) {
    const text = textIn(given, name);
    if (text === null) return null;
    texts[name] = plain(text);
  }
  return { ...(texts as Record<(typeof FIELDS)[number], string>), version, size, isNew };
}

/** The report in one line for people. */
export function pushLine(report: PushReport): string {
  const { identifier, evidenceId, versionId, version, state, sha256, isNew } = report;
  return [
    isNew ? 'registered' : 'had before',
    `${identifier} v${version}`,
    state,
    `evidence ${evidenceId}`,
    `version ${versionId}`,
    `sha256 ${sha256}`,
  ].join('  ');
}

function objectIn(body: string): Record<string, unknown> | null {
  try {
    return objectOf(JSON.parse(body));
  } catch (error) {
    // A page of a proxy, say: its words would help nobody.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function textIn(value: Record<string, unknown> | null, name: string): string | null {
  const found = value?.[name];
  return typeof found === 'string' ? found : null;
}
