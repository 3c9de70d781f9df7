'use client';

import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { cx } from '@/components/ui/cx';
import { Id } from '@/components/ui/Id';
import { StatusOf } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import type { Id as RecordId } from '@/core/argument/document';
import type { Obligation, ObligationState } from '@/core/supplement/obligations';
import { OBLIGATION_LOOKS } from './looks';
import { TEXT } from './text';

const t = TEXT.list;

/** "7 closed, 1 residual, 4 to do" */
export function countWords(obligations: readonly Pick<Obligation, 'state'>[]): string {
  const count = (...states: ObligationState[]) =>
    obligations.filter(({ state }) => states.includes(state)).length;
  const parts: [number, (count: number) => string][] = [
    [count('closed'), t.closed],
    [count('residual'), t.residual],
    [count('not-applicable'), t.notApplicableCount],
    [count('open', 'evidence-missing'), t.todo],
  ];
  return parts.flatMap(([many, words]) => (many > 0 ? [words(many)] : [])).join(', ');
}

/** Where a key moves to in the list; null for keys that do not move. */
function target(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** What the base demands, as a list to close. One tab stop; arrow keys choose. */
export function ObligationList(props: {
  obligations: readonly Obligation[];
  /** Identifiers of own claims by id. */
  claims: ReadonlyMap<RecordId, { identifier: string }>;
  selected: string | null;
  onSelect: (condition: string) => void;
  /** Dispositions that name no condition of this base. */
  strays: readonly { id: RecordId; condition: string }[];
  onRemoveStray: ((id: RecordId) => void) | undefined;
}) {
  const { obligations, claims, selected, onSelect, strays, onRemoveStray } = props;
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const at = obligations.findIndex(({ condition }) => condition.id === selected);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  function onKeyDown(event: KeyboardEvent) {
    const next = target(event.key, at, obligations.length - 1);
    const condition = next === null ? undefined : obligations[next]?.condition;
    if (condition === undefined) return;
    event.preventDefault();
    onSelect(condition.id);
  }
  const optionId = (id: string) => `${name}-${id}`;
  return (
    <aside className="rail stack" aria-label={t.head}>
      <div className="railhead">
        <Head count={obligations.length}>{t.head}</Head>
        <span className="meta" role="status">
          {countWords(obligations)}
        </span>
      </div>
      {obligations.length === 0 && <p className="stmt small pad-4">{t.none}</p>}
      {obligations.length > 0 && (
        <div
          ref={list}
          className="obligations"
          role="listbox"
          aria-label={t.head}
          tabIndex={0}
          aria-activedescendant={selected === null ? undefined : optionId(selected)}
          onKeyDown={onKeyDown}
        >
          {obligations.map(({ condition, disposition, state }) => (
            // The list itself takes the keys; a pointer chooses an option directly.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={condition.id}
              id={optionId(condition.id)}
              role="option"
              aria-selected={condition.id === selected}
              className={cx('obl', condition.id === selected && 'on')}
              data-state={state}
              onClick={() => onSelect(condition.id)}
            >
              <Id>{condition.identifier}</Id>
              <span className="t">{condition.text}</span>
              <span className="b">
                <span className="by">{byWords(disposition, claims)}</span>
                <StatusOf look={OBLIGATION_LOOKS[state]} />
              </span>
            </div>
          ))}
        </div>
      )}
      <div className="meta foot block">
        {strays.length > 0 && (
          <div className="grid gap-1 mb-2">
            <p>{t.stray(strays.length)}</p>
            {onRemoveStray &&
              strays.map(({ id, condition }) => (
                <Button key={id} look="text" stops onClick={() => onRemoveStray(id)}>
                  {t.removeStray(condition)}
                </Button>
              ))}
          </div>
        )}
        <p>{t.foot}</p>
      </div>
    </aside>
  );
}

function byWords(
  disposition: Obligation['disposition'],
  claims: ReadonlyMap<RecordId, { identifier: string }>,
): string {
  if (disposition === null) return t.chooseOne;
  const named = disposition.by.flatMap((id) => claims.get(id)?.identifier ?? []);
  if (named.length > 0) return t.by(named.join(', '));
  return disposition.disposition === 'not-applicable' ? t.notApplicable : t.nobody;
}
