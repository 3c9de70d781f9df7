'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon, type IconName } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Keys } from '@/components/ui/Kbd';
import type { Tone } from '@/components/ui/Status';
import { Head, Title } from '@/components/ui/Title';
import { TEXT } from './text';
import { useActions } from './useActions';

export interface InboxItem {
  id: string;
  href: string;
  /** What happened, as a sentence without a stop. */
  words: string;
  icon: IconName;
  tone: Tone;
  /** When it is due, or since when it waits: "answer by 27 Nov". */
  due: string;
  /** What it is about. */
  identifier: string;
  about: string;
  read: boolean;
}

export interface InboxViewProps {
  /** Rail: lists, by reason, by case. */
  lists: {
    head: string;
    links: { href: string; words: string; count?: number | undefined; current: boolean }[];
  }[];
  /** Items grouped by what they block. */
  groups: { head: string; note?: string | undefined; items: InboxItem[] }[];
  selected: string | null;
  /** The set page of the selected item: an {@link InboxPage}. */
  children: ReactNode;
}

/** Three columns: lists, what waits and why, and the chosen item as a set page. J and K move. */
export function InboxView(props: InboxViewProps) {
  const { lists, groups, selected, children } = props;
  const router = useRouter();
  const items = groups.flatMap(({ items: part }) => part);
  const at = items.findIndex(({ id }) => id === selected);
  const go = (index: number) => {
    const item = items[Math.min(items.length - 1, Math.max(0, index))];
    if (item) router.replace(item.href, { scroll: false });
  };
  useActions([
    {
      id: 'inbox.next',
      words: TEXT.inbox.next,
      section: TEXT.inbox.section,
      shortcut: 'j',
      keyOnly: true,
      run: () => go(at + 1),
    },
    {
      id: 'inbox.previous',
      words: TEXT.inbox.previous,
      section: TEXT.inbox.section,
      shortcut: 'k',
      keyOnly: true,
      run: () => go(at - 1),
    },
  ]);
  return (
    <div className={cx('cols inbox', selected !== null && 'item-open')}>
      <nav className="rail side" aria-label={TEXT.inbox.lists}>
        {lists.map(({ head, links }) => (
          <section key={head}>
            <h2>{head}</h2>
            {links.map(({ href, words, count, current }) => (
              <Link key={href} href={href} aria-current={current ? 'page' : undefined}>
                {words}
                {count !== undefined && <span className="num">{count}</span>}
              </Link>
            ))}
          </section>
        ))}
      </nav>
      <section className="inlist" aria-label={TEXT.inbox.items} tabIndex={-1}>
        <h1 className="visually-hidden">{TEXT.inbox.section}</h1>
        {items.length === 0 && (
          <div className="px-5">
            <EmptyState sentence={TEXT.inbox.empty} />
          </div>
        )}
        {groups.map(({ head, note, items: part }) =>
          part.length === 0 ? null : (
            <section key={head}>
              <div className="grp">
                <Head>{head}</Head>
                {note && <span className="meta">{note}</span>}
              </div>
              <ul>
                {part.map((item) => (
                  <li key={item.id}>
                    <Link
                      className={cx('inrow', item.read && 'read')}
                      href={item.href}
                      replace
                      scroll={false}
                      aria-current={item.id === selected ? 'true' : undefined}
                    >
                      <span className={cx('mark', item.tone)}>
                        <Icon name={item.icon} />
                      </span>
                      <span className="what">{item.words}</span>
                      <span className="due">{item.due}</span>
                      <span className="why">
                        <Id>{item.identifier}</Id>
                        <span>{item.about}</span>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
      </section>
      {selected === null && items.length > 0 ? (
        <div className="rest setpage">
          <p className="ink3">{TEXT.inbox.choose}</p>
        </div>
      ) : (
        children
      )}
    </div>
  );
}

/** One item as a set page: where it is, its title, facts, entries, the answer, what it is tied to. */
export function InboxPage(props: {
  /** Identifier of the item and the way to it. */
  identifier?: string | undefined;
  crumbs: string[];
  position?: { at: number; of: number } | undefined;
  backHref: string;
  title: string;
  /** Statuses and names under the title. */
  facts: ReactNode;
  /** `Hang` parts; the first with rule="ruled". */
  children: ReactNode;
  /** Answer box and acts. */
  answer?: ReactNode;
  colophon?: ReactNode;
}) {
  const { identifier, crumbs, position, backHref, title, facts, children, answer, colophon } =
    props;
  return (
    <article className="setpage">
      <Link className="backlink mb-3" href={backHref}>
        {TEXT.inbox.back}
      </Link>
      <div className="where">
        <span className="crumbs">
          {identifier && <Id className="mr-2">{identifier}</Id>}
          {crumbs.map((crumb) => (
            <span key={crumb}>{crumb}</span>
          ))}
        </span>
        {position && (
          <span className="meta pos">
            {TEXT.inbox.position(position.at, position.of)} <Keys keys={['j', 'k']} />
          </span>
        )}
      </div>
      <Title level={2}>{title}</Title>
      <div className="facts">{facts}</div>
      {children}
      {answer && <div className="answer">{answer}</div>}
      {colophon && <p className="colophon">{colophon}</p>}
    </article>
  );
}
