import Link from 'next/link';
import { Digest } from '@/components/ui/Digest';
import { Icon } from '@/components/ui/Icon';
import { Status } from '@/components/ui/Status';
import type { PinnedBase } from '@/server/supplements/draft';
import { TEXT } from './text';

/** In the bar of a supplement: the release it is pinned to, and whether that holds today. */
export function PinnedFacts(props: { pinned: PinnedBase | null | undefined }) {
  const { pinned } = props;
  if (!pinned) return null;
  const { shown, href, inForce, failing } = pinned;
  if (shown === null || href === null) {
    return (
      <Status icon="base" tone="warn">
        {TEXT.pinned.closed}
      </Status>
    );
  }
  const words = TEXT.pinned.to(shown.path, shown.number);
  return (
    <span className="pinned">
      <Link href={href} title={`${shown.title}, ${pinned.organisation}`}>
        <Icon name="base" />
        <span className="words">{words}</span>
      </Link>
      <Digest value={shown.digest} />
      <span title={failing.join(' ')}>
        <Status icon={inForce ? 'pass' : 'fail'} tone={inForce ? 'ok' : 'bad'}>
          {inForce ? TEXT.pinned.inForce : TEXT.pinned.notInForce}
        </Status>
        {!inForce && failing[0] && <span className="visually-hidden">: {failing[0]}</span>}
      </span>
    </span>
  );
}
