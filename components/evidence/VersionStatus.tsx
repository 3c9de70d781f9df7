import { Status, type StatusLook } from '@/components/ui/Status';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';
import { TEXT } from './text';

const LOOKS: Record<EvidenceVersionState, Omit<StatusLook, 'word'>> = {
  registered: { icon: 'upload', tone: 'mute' },
  scanning: { icon: 'working', tone: 'info' },
  ready: { icon: 'pass', tone: 'ok' },
  quarantined: { icon: 'caution', tone: 'bad' },
  stale: { icon: 'clock', tone: 'warn' },
  superseded: { icon: 'frozen', tone: 'mute' },
  retracted: { icon: 'fail', tone: 'bad' },
};

/** The state of an evidence version; of an artefact without any, that there is none. */
export function VersionStatus(props: {
  state: EvidenceVersionState | null;
  note?: string | undefined;
}) {
  const { state, note } = props;
  const look = state === null ? { icon: 'empty' as const, tone: 'mute' as const } : LOOKS[state];
  return (
    <Status icon={look.icon} tone={look.tone} note={note}>
      {TEXT.state[state ?? 'none']}
    </Status>
  );
}

/** How far the bytes of an artefact reach. */
export function AccessStatus(props: { access: keyof typeof TEXT.access }) {
  const { words, note } = TEXT.access[props.access];
  return (
    <Status icon={props.access === 'public' ? 'review' : 'frozen'} tone="plain" note={note}>
      {words}
    </Status>
  );
}
