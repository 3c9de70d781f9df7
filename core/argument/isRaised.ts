import type { Defeater } from './document';

/** Whether somebody raised a doubt; a checklist's are offered until somebody argues them. */
export function isRaised({ origin, argument }: Defeater): boolean {
  return origin !== 'checklist' || argument !== null;
}
