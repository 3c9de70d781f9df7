import type { CloseReason } from '@/core/collab/closeReasons';
import type { Mode } from '@/core/collab/messages';

/** How things stand between this page and the server. */
export type LinkState =
  | { kind: 'connecting' }
  | { kind: 'online'; mode: Mode }
  /** Trying again on its own; `sentence` says why when the server said it. */
  | { kind: 'offline'; sentence: string | null }
  /** Over until the person acts: signs in, reloads, or lets go of what was refused. */
  | { kind: 'refused'; reason: CloseReason | 'read-only'; sentence: string };

/**
 * What the interface says about the person's work. "Saved" means committed by the server, every
 * change of it; an edit that was once shown as saved stays saved.
 */
export type SaveState =
  | { kind: 'saving'; changes: number }
  | { kind: 'saved' }
  | { kind: 'offline'; changes: number };

export function saveStateOf(link: LinkState, changes: number): SaveState {
  if (link.kind === 'online')
    return changes === 0 ? { kind: 'saved' } : { kind: 'saving', changes };
  // The first moments of a page, and a page that only reads, have nothing to worry about.
  if (link.kind === 'connecting' && changes === 0) return { kind: 'saved' };
  return { kind: 'offline', changes };
}
