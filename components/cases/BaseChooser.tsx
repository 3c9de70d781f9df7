'use client';

import Link from 'next/link';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { InForceStatus } from '@/components/status/InForce';
import { formatDate } from '@/components/ui/dates';
import { Digest } from '@/components/ui/Digest';
import { Problem, TextField } from '@/components/ui/Field';
import { LoadingRows } from '@/components/ui/Loading';
import { RadioOptions } from '@/components/ui/RadioOptions';
import type { RegistryLine } from '@/server/publication/registry';
import { isDigest, offeredBases, refusalToBuildOn } from './offeredBases';
import { TEXT } from './text';

const t = TEXT.make.base;

/** What is shown of a release before a supplement is pinned to it. */
function Release(props: { line: RegistryLine }) {
  const { line } = props;
  const { window, status } = line;
  return (
    <span className="pinchoice">
      <span className="meta">
        {line.organisation}, r{line.number} <Digest value={line.digest} />
      </span>
      <span className="meta">
        {t.window(formatDate(window.from), formatDate(window.until), window.zone)}
      </span>
      <span>
        <InForceStatus inForce={status.inForce} suspended={status.state === 'suspended'} />
        {status.failing[0] && <span className="ink2"> {status.failing[0]}</span>}
      </span>
    </span>
  );
}

/**
 * The published release that a new supplement will be pinned to: found by its words, or by its digest.
 * A release on which nothing new is built stays in sight, with the reason.
 */
export function BaseChooser(props: {
  search: string;
  onSearch: (search: string) => void;
  /** Digest of the chosen release. */
  value: string | null;
  onChange: (digest: string) => void;
  /** What the server said to the choice. */
  problem?: string | undefined;
}) {
  const { search, onSearch, value, onChange, problem } = props;
  const trpc = useTRPC();
  const found = useQuery(
    trpc.publication.registry.queryOptions(
      { search: search.trim() },
      { placeholderData: keepPreviousData },
    ),
  );
  const bases = offeredBases(found.data?.lines ?? []);
  const unknown =
    !found.isPlaceholderData && found.isSuccess && bases.length === 0 && isDigest(search)
      ? t.unknown
      : undefined;
  return (
    <div className="grid gap-3">
      <TextField
        label={t.search}
        id="case-base"
        type="search"
        hint={t.searchHint}
        value={search}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        error={unknown ?? problem}
        onChange={({ target }) => onSearch(target.value)}
      />
      {found.error && <Problem>{describeFailure(found.error).message}</Problem>}
      {found.isPending && <LoadingRows rows={3} />}
      {found.isSuccess && bases.length === 0 && unknown === undefined && (
        <p className="ink2">
          {search.trim() === '' ? t.none : t.noMatch} <Link href="/registry">{t.registry}</Link>
        </p>
      )}
      {bases.length > 0 && (
        <RadioOptions
          legend={t.choose}
          value={
            bases.some((line) => line.digest === value && refusalToBuildOn(line) === null)
              ? value
              : null
          }
          onChange={onChange}
          options={bases.map((line) => {
            const refusal = refusalToBuildOn(line);
            return {
              value: line.digest,
              words: line.title,
              disabled: refusal !== null,
              note: (
                <>
                  <Release line={line} />
                  {refusal !== null && <span className="bad">{refusal}</span>}
                </>
              ),
            };
          })}
        />
      )}
    </div>
  );
}
