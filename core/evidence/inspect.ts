/**
 * Reads an Inspect evaluation log, `.json` or `.eval`, as far as an argument needs it. Only the
 * header is read: memory stays bounded whatever the size of the log.
 */

import { ArchiveError, entryBytes, lastEntries } from './archiveEntry';
import { readHeader } from './inspectHeader';
import type { InspectErrorCode, InspectLog, InspectReading } from './inspectLog';
import {
  type JsonBounds,
  type JsonObject,
  type JsonValue,
  JsonError,
  isJsonObject,
  parseLenientJson,
} from './lenientJson';
import { TopLevelError, TopLevelValues } from './topLevelValues';

/** No header comes near this; what claims to be larger is not a header. */
const MAX_HEADER = 32 * 1024 * 1024;

/** Values of a header, an object counting as four: a log of thousands of metrics has far fewer. */
const BOUNDS: JsonBounds = { values: 500_000 };

const MEMBERS: ReadonlySet<string> = new Set([
  'version',
  'status',
  'eval',
  'results',
  'stats',
  'error',
  'invalidated',
  'log_updates',
]);

const HEADER = 'header.json';
/** Written first; all there is when a run was killed before it could write its header. */
const START = '_journal/start.json';

/**
 * Reads a log from a file or from bytes. Never throws on what the bytes are: what is not a log, is
 * damaged or too large comes back as an error that says where.
 */
export async function readInspectLog(source: Blob): Promise<InspectReading> {
  try {
    const head = new Uint8Array(await source.slice(0, 4).arrayBuffer());
    const isArchive = head[0] === 0x50 && head[1] === 0x4b;
    return isArchive ? await readArchive(source) : await readDocument(source);
  } catch (error) {
    if (error instanceof ArchiveError) return failed(error.code, error.entry, error.message);
    if (error instanceof JsonError) {
      return failed('damaged', error.path || `character ${error.offset}`, `${error.message}.`);
    }
    if (error instanceof TopLevelError) {
      const code = error.code === 'not-an-object' ? 'not-inspect' : error.code;
      return failed(code, `byte ${error.offset}`, error.message);
    }
    throw error;
  }
}

async function readArchive(source: Blob): Promise<InspectReading> {
  const entries = await lastEntries(source, new Set([HEADER, START]));
  const entry = entries.get(HEADER) ?? entries.get(START);
  if (entry === undefined) {
    return failed('not-inspect', '', 'The archive has no header.json: it is not an Inspect log.');
  }
  const header = parseLenientJson(
    utf8(await entryBytes(entry, MAX_HEADER), entry.filename),
    undefined,
    BOUNDS,
  );
  if (!isJsonObject(header)) {
    return failed('not-inspect', entry.filename, 'The header is not an object.');
  }
  const status: [string, JsonValue][] = entry.filename === START ? [['status', 'started']] : [];
  return finished(new Map([...header, ...status]), 'eval');
}

async function readDocument(source: Blob): Promise<InspectReading> {
  const values = new TopLevelValues(MEMBERS, MAX_HEADER);
  const reader = source.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      values.push(value);
    }
  } finally {
    await reader.cancel();
  }
  const header = new Map<string, JsonValue>();
  for (const [key, bytes] of values.finish()) header.set(key, parseMember(key, bytes));
  return finished(header, 'json');
}

function parseMember(key: string, bytes: Uint8Array): JsonValue {
  try {
    return parseLenientJson(utf8(bytes, ''), undefined, BOUNDS);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const path = error.path === '' ? key : `${key}.${error.path}`;
    throw new JsonError(error.message, path, error.offset);
  }
}

function finished(header: JsonObject, container: InspectLog['container']): InspectReading {
  const log = readHeader(header, container);
  if (log !== null) return { ok: true, log };
  return failed(
    'not-inspect',
    'eval',
    'There is no evaluation with a task: it is not an Inspect log.',
  );
}

function utf8(bytes: Uint8Array, at: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new JsonError('The text is not UTF-8', at, 0);
    throw error;
  }
}

function failed(code: InspectErrorCode, at: string, message: string): InspectReading {
  return { ok: false, error: { code, at, message } };
}
