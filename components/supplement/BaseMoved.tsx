'use client';

import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { FormError } from '@/components/ui/FormError';
import { Icon } from '@/components/ui/Icon';
import { Head } from '@/components/ui/Title';
import type { PinnedBase } from '@/server/supplements/draft';
import { BaseChanges, TouchedClauses } from './BaseChanges';
import { TEXT } from './text';

const t = TEXT.moved;

/** A newer release of the base: what it changes, what of one's own it touches, and the way there. */
export function BaseMoved(props: {
  caseId: string;
  newer: NonNullable<PinnedBase['newer']>;
  /** What one's own element is called; null for what is not the supplement's. */
  nameOf: (element: string) => string | null;
  mayMove: boolean;
}) {
  const { caseId, newer, nameOf, mayMove } = props;
  const { number, digest, changes, touched } = newer;
  const trpc = useTRPC();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const move = useMutation(
    trpc.supplements.repin.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.supplements.pathKey() });
        setOpen(false);
      },
    }),
  );
  return (
    <div className="moved" role="status">
      <span className="st warn">
        <Icon name="base" />
        <b>{t.head(number)}</b>
      </span>
      <span>{touched.length === 0 ? t.none : t.touches(touched.length)}</span>
      <Button onClick={() => setOpen(true)}>{t.look}</Button>
      <Dialog
        open={open}
        wide
        onClose={() => setOpen(false)}
        title={t.title(number)}
        description={t.lead}
        acts={
          <>
            {mayMove && (
              <Button
                look="main"
                busy={move.isPending}
                onClick={() => move.mutate({ caseId, digest })}
              >
                {t.move(number)}
              </Button>
            )}
            <Button look="text" onClick={() => setOpen(false)}>
              {t.stay}
            </Button>
          </>
        }
      >
        <FormError problems={problemsOf(move.error)} />
        <Head level={3}>{t.touched}</Head>
        <TouchedClauses touched={touched} nameOf={nameOf} />
        <Head level={3} className="mt-4">
          {t.changes}
        </Head>
        <BaseChanges changes={changes} />
      </Dialog>
    </div>
  );
}
