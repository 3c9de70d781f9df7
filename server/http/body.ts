import type { IncomingMessage } from 'node:http';
import { AppError } from '@/server/platform/errors';

/** @throws AppError too-large when the body has more than so many bytes. */
export async function readSmallBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > most)
      throw new AppError('too-large', `The request may hold at most ${most} bytes here.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
