/** The server refused the bytes, or the connection broke off. */
export class SendFailed extends Error {
  override readonly name = 'SendFailed';
  constructor(
    readonly kind: 'refused' | 'broken' | 'cancelled',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Sends a file as the body of one PUT and reports progress. (`fetch` can't: it says nothing about how
 * much of a body has left.)
 *
 * @throws SendFailed
 */
export function sendFile(
  path: string,
  file: Blob,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    options.signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new SendFailed('refused', refusalOf(request.responseText)));
    });
    request.addEventListener('error', () => reject(new SendFailed('broken', '')));
    request.addEventListener('abort', () => reject(new SendFailed('cancelled', '')));
    request.addEventListener('loadend', () => options.signal.removeEventListener('abort', stop));
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function refusalOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'error' in parsed) {
      const { error } = parsed;
      if (typeof error === 'object' && error !== null && 'message' in error)
        return String(error.message);
    }
  } catch {
    // A proxy's page in place of our answer: its words would help nobody.
  }
  return '';
}
