import { WebAuthnError } from '@simplewebauthn/browser';
import { TEXT } from './text';

/** What went wrong in the browser's part of a ceremony, in words; null when it was not that part. */
export function passkeyProblem(error: unknown): string | null {
  if (!(error instanceof WebAuthnError || error instanceof DOMException)) return null;
  const cause =
    error instanceof WebAuthnError && error.cause instanceof Error ? error.cause : error;
  switch (cause.name) {
    case 'NotAllowedError':
    case 'AbortError':
    case 'TimeoutError':
      return TEXT.problem.cancelled;
    case 'InvalidStateError':
      return TEXT.problem.held;
    case 'SecurityError':
      return TEXT.problem.address;
    case 'NotSupportedError':
      return TEXT.problem.unsupported;
    default:
      return TEXT.problem.failed;
  }
}
