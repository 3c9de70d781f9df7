'use client';

import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/components/ui/Icon';
import { Kbd } from '@/components/ui/Kbd';
import { shareStyleNonce } from '@/components/ui/styleNonce';
import { useReturnFocus } from '@/components/ui/useReturnFocus';
import { bySection, findActions } from './actions';
import { TEXT } from './text';
import { useAllActions } from './useActions';

/** Something that the search found: a case, claim, finding, release, evidence version. */
export interface PaletteResult {
  id: string;
  words: string;
  /** Where it is or why it matches. */
  why?: string | undefined;
  section: string;
  href: string;
}
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<PaletteResult[]>;

interface Line {
  id: string;
  words: string;
  why?: string | undefined;
  section: string;
  shortcut?: string | undefined;
  run: () => void;
}

shareStyleNonce();

const QUIET_MS = 120;

/** Results for a query, asked when typing pauses; an older answer never replaces a newer one. */
function useResults(query: string, search: PaletteSearch | undefined) {
  const [answer, setAnswer] = useState<{
    query: string;
    results: PaletteResult[];
    failed: boolean;
  }>({
    query: '',
    results: [],
    failed: false,
  });
  useEffect(() => {
    if (!search || query.trim() === '') return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      search(query, stop.signal).then(
        (results) => !stop.signal.aborted && setAnswer({ query, results, failed: false }),
        () => !stop.signal.aborted && setAnswer({ query, results: [], failed: true }),
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, search]);
  const asked = search !== undefined && query.trim() !== '';
  return {
    results: asked ? answer.results : [],
    failed: asked && answer.failed,
    searching: asked && answer.query !== query,
  };
}

function Lines(props: { lines: Line[]; at: number; listId: string; onPick: (line: Line) => void }) {
  const { lines, at, listId, onPick } = props;
  const sections = bySection(lines);
  return (
    <div role="listbox" id={listId} aria-label={TEXT.palette.title}>
      {sections.map(({ section, actions }) => (
        <div key={section} role="group" aria-label={section}>
          <div className="group" aria-hidden="true">
            {section}
          </div>
          {actions.map((line) => {
            const index = lines.indexOf(line);
            return (
              <div
                key={line.id}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                className="item"
                onClick={() => onPick(line)}
              >
                <span>{line.words}</span>
                {line.why && <span className="why">{line.why}</span>}
                {line.shortcut && <Kbd keys={line.shortcut} />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** ⌘K: one field over everything that can be done or found from here. */
export function CommandPalette(props: {
  open: boolean;
  onClose: () => void;
  search?: PaletteSearch | undefined;
}) {
  const { open, onClose, search } = props;
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const { onOpenAutoFocus, onCloseAutoFocus } = useReturnFocus();
  const picked = useRef<(() => void) | null>(null);
  const actions = useAllActions();
  const { results, failed, searching } = useResults(query, search);

  const found: Line[] = [
    ...findActions(
      actions.filter(({ keyOnly }) => !keyOnly),
      query,
    ),
    ...results.map((result) => ({ ...result, run: () => router.push(result.href) })),
  ];
  // The order of the listbox: sections together, so that the arrow keys move as the eye does.
  const lines = bySection(found).flatMap((part) => part.actions);
  const chosen = Math.min(at, Math.max(0, lines.length - 1));

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, query]);

  function close() {
    onClose();
    setQuery('');
    setAt(0);
  }
  function pick(line: Line) {
    picked.current = line.run;
    close();
  }
  /** What was picked runs when the focus is back: it may want to put it somewhere else. */
  function closed(event: Event) {
    onCloseAutoFocus(event);
    picked.current?.();
    picked.current = null;
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      setAt((chosen + step + lines.length) % lines.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const line = lines[chosen];
      if (line) pick(line);
    }
  }

  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content
          className="sheet palette"
          aria-describedby={undefined}
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={closed}
        >
          <Dialog.Title className="visually-hidden">{TEXT.palette.title}</Dialog.Title>
          <div className="ask">
            <Icon name="search" />
            <input
              role="combobox"
              aria-expanded={lines.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-label={TEXT.palette.title}
              aria-activedescendant={lines.length > 0 ? `${listId}-${chosen}` : undefined}
              placeholder={TEXT.palette.title}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              autoComplete="off"
              spellCheck={false}
            />
            {searching && <span className="meta">{TEXT.palette.searching}</span>}
          </div>
          <div ref={list} className="contents">
            {lines.length > 0 ? (
              <Lines lines={lines} at={chosen} listId={listId} onPick={pick} />
            ) : (
              !searching && <p className="none">{TEXT.palette.none}</p>
            )}
          </div>
          {failed && <p className="none">{TEXT.palette.failed}</p>}
          <span className="visually-hidden" role="status">
            {TEXT.palette.results(lines.length)}
          </span>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
