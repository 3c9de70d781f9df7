import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { InputError } from './command';

/** Something outside of this program kept it from being done; the message says what. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

export interface Answer {
  status: number;
  /** Where a redirect points; it is never followed. */
  location: string | null;
  body: string;
}

export interface Post {
  url: URL;
  token: string;
  file: Blob;
  /** How long nothing may move: until the line is there, between two pieces, until the answer. */
  seconds: number;
}

/** However steadily it moves: an installation takes nothing for longer. */
const LONGEST_MS = 4 * 3_600_000;
const LARGEST_ANSWER = 65_536;

/**
 * Sends a file as the body of one POST. An answer that comes before all was sent is the answer.
 *
 * @throws NotDone when the line can't be had, breaks or stalls; InputError when the file can't be read
 */
export function postFile({ url, token, file, seconds }: Post): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      // A line of its own, so that nothing is left open behind it.
      agent: false,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/octet-stream',
        'content-length': file.size,
        // The answer may come before all was sent: a line closed behind it would take it along.
        connection: 'keep-alive',
      },
    });
    const settle = (end: () => void): void => {
      clearTimeout(stalled);
      clearTimeout(longest);
      end();
      request.destroy();
    };
    const fail = (error: unknown): void => settle(() => reject(asNotDone(error, url)));
    const late = (): void =>
      fail(new NotDone(`${url.host} did nothing for ${seconds} seconds; it was given up.`));
    const longest = setTimeout(late, LONGEST_MS);
    let stalled = setTimeout(late, seconds * 1000);
    const moved = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(late, seconds * 1000);
    };
    request.on('error', fail);
    request.on('finish', moved);
    request.on('response', (response) => {
      // What it says does not count as moving: a drop at a time would never end.
      request.off('finish', moved);
      readAnswer(response).then((answer) => settle(() => resolve(answer)), fail);
    });
    pipeline(pieces(file, moved), request).catch((error: unknown) => {
      // A line that broke tells of itself, and an answer may have come before.
      if (error instanceof InputError) fail(error);
    });
  });
}

async function* pieces(file: Blob, moved: () => void): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = file.stream();
  try {
    for await (const piece of stream) {
      yield piece;
      moved();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'NotReadableError')
      throw new InputError('The file changed, or cannot be read any more.');
    throw error;
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > LARGEST_ANSWER) throw new NotDone('The answer is larger than any of Casewright.');
    parts.push(part);
  }
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location ?? null,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

/** What the system says of a line, in a sentence. */
const SENTENCES: Readonly<Record<string, (url: URL) => string>> = {
  ECONNREFUSED: ({ host }) => `Nobody answers at ${host}.`,
  ENOTFOUND: ({ hostname }) => `There is no host ${hostname}.`,
  EAI_AGAIN: ({ hostname }) => `The host ${hostname} cannot be looked up.`,
  ECONNRESET: ({ host }) => `${host} broke off.`,
  EPIPE: ({ host }) => `${host} broke off.`,
  ETIMEDOUT: ({ host }) => `${host} does not answer.`,
};

function asNotDone(error: unknown, url: URL): unknown {
  if (error instanceof NotDone || error instanceof InputError || !(error instanceof Error))
    return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new NotDone(SENTENCES[code]?.(url) ?? `${url.host}: ${error.message}.`);
}
