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
  const { shown, href, inForce, failing, organisation } = pinned;
  if (shown === null || href === null) {
    return (
      <Status icon="base" tone="warn">
        {TEXT.pinned.closed}
      </Status>
    );
  }
  const [, name = shown.path] = shown.path.split('/');
  const words = TEXT.pinned.to(name, shown.number);
  return (
    <span className="pinned">
      <Link href={href} title={`${shown.title}, ${organisation}`}>
        <Icon name="base" />
        <span className="words">{words}</span>
      </Link>
      <Digest value={shown.digest} />
      <span title={failing.join(' ')}>
        <Status icon={inForce ? 'pass' : 'fail'} tone={inForce ? 'ok' : 'bad'}>
          {inForce ? TEXT.pinned.inForce : TEXT.pinned.notInForce}
        </Status>
      </span>
    </span>
  );
}

/** Under the bar while the pinned base is not in force: which of its terms fail. */
export function BaseFails(props: { pinned: PinnedBase | null | undefined }) {
  const { pinned } = props;
  if (!pinned || pinned.shown === null || pinned.inForce) return null;
  return (
    <div className="moved" role="status">
      <Status icon="fail" tone="bad">
        {TEXT.pinned.fails(pinned.shown.number)}
      </Status>
      <span>{pinned.failing.join(' ')}</span>
    </div>
  );
}
