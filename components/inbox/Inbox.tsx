'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { InboxPage, InboxView } from '@/components/shell/InboxView';
import { SEVERITY_LOOKS } from '@/components/status/looks';
import { Button, LinkButton } from '@/components/ui/Button';
import { Hang } from '@/components/ui/Entry';
import { Problem } from '@/components/ui/Field';
import { StatusOf } from '@/components/ui/Status';
import { Time } from '@/components/ui/Time';
import type { InboxItemView } from '@/server/inbox/present';
import {
  dueWords,
  inboxGroups,
  inboxHref,
  inboxLists,
  sentence,
  shownItems,
  type InboxPlace,
} from './inboxModel';
import { TEXT } from './text';

/** What waits for the person: lists, items, and the chosen item as a set page. */
export function Inbox(props: { items: InboxItemView[]; now: string; place: InboxPlace }) {
  const { items, now, place } = props;
  const shown = shownItems(items, place);
  const ordered = inboxGroups(shown, place).flatMap(({ items: part }) => part);
  const at = ordered.findIndex(({ id }) => id === place.item);
  const selected = shown.find(({ id }) => id === place.item);
  return (
    <InboxView
      lists={inboxLists(items, place)}
      groups={inboxGroups(shown, place)}
      selected={selected?.id ?? null}
    >
      {selected && (
        <Item
          item={selected}
          now={now}
          position={{ at: at + 1, of: ordered.length }}
          backHref={inboxHref({ ...place, item: undefined })}
        />
      )}
    </InboxView>
  );
}

function Item(props: {
  item: InboxItemView;
  now: string;
  position: { at: number; of: number };
  backHref: string;
}) {
  const { item, now, position, backHref } = props;
  const words = TEXT.kinds[item.kind];
  const { case: of, organisation } = item;
  const isFinding = item.severity !== null;
  return (
    <InboxPage
      identifier={item.identifier || undefined}
      crumbs={[of?.title ?? organisation?.name ?? '', words.reason].filter(Boolean)}
      position={position}
      backHref={backHref}
      title={isFinding ? item.title : sentence(item)}
      facts={
        <>
          {item.severity && <StatusOf look={SEVERITY_LOOKS[item.severity]} />}
          {of && organisation && <span className="ink2">{organisation.name}</span>}
          <span className="ink3">
            {item.due === null ? (
              <>
                {TEXT.cameIn} <Time at={item.since} now={now} />
              </>
            ) : (
              dueWords(item)
            )}
          </span>
        </>
      }
      answer={
        item.kind === 'invitation' ? (
          <Join item={item} />
        ) : (
          <LinkButton href={item.href} look="main">
            {words.act}
          </LinkButton>
        )
      }
    >
      <Hang rule="ruled" head={TEXT.about}>
        <p className="stmt">{isFinding ? sentence(item) : item.title}</p>
        {of && <p className="mono ink3">{of.path}</p>}
      </Hang>
      <Hang head={TEXT.whyYou}>
        <p className="ink2 aside">{words.why}</p>
      </Hang>
    </InboxPage>
  );
}

function Join(props: { item: InboxItemView }) {
  const { item } = props;
  const router = useRouter();
  const trpc = useTRPC();
  const join = useMutation(
    trpc.orgs.join.mutationOptions({
      onSuccess: ({ orgSlug }) => {
        router.push(`/orgs/${orgSlug}`);
        router.refresh();
      },
    }),
  );
  return (
    <>
      {join.error && <Problem>{describeFailure(join.error).message}</Problem>}
      <Button
        look="main"
        busy={join.isPending || join.isSuccess}
        onClick={() => join.mutate({ invitationId: item.id.replace('invitation-', '') })}
      >
        {TEXT.join(item.organisation?.name ?? '')}
      </Button>
    </>
  );
}
