'use client';

import { useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Select, TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { Title } from '@/components/ui/Title';
import type { ReviewPage } from '@/server/reviews/page';
import { SCREEN } from './screenText';

const WORDS = SCREEN.join;
const LEVELS = [1, 2, 3, 4];

/** Opens a round, or joins one of the assessor's organisation, with a declaration of independence. */
export function JoinRound(props: { shown: ReviewPage; onJoined: () => void }) {
  const { shown, onJoined } = props;
  const trpc = useTRPC();
  const [joins] = shown.can.declareIn;
  const open = useMutation(trpc.reviews.open.mutationOptions({ onSuccess: onJoined }));
  const declare = useMutation(trpc.reviews.declare.mutationOptions({ onSuccess: onJoined }));
  const [scope, setScope] = useState('');
  const [access, setAccess] = useState('');
  const [level, setLevel] = useState(2);
  const [role, setRole] = useState<'assessor' | 'counter-case'>('assessor');
  const [text, setText] = useState('');

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    // Each box is required by the form, so that what is sent was affirmed one by one.
    const declaration = {
      noFinancialDependence: true,
      noOperationalDependence: true,
      noManagementDependence: true,
      freeJudgement: true,
      conflictPolicy: true,
      text,
    } as const;
    if (joins !== undefined) declare.mutate({ roundId: joins, role, declaration });
    else {
      open.mutate({
        releaseId: shown.release.id,
        scope,
        access,
        assuranceLevel: level,
        declaration,
      });
    }
  }

  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title level={2}>{joins === undefined ? WORDS.title : WORDS.joinTitle}</Title>
      </div>
      <p className="stmt mb-4">{WORDS.lead}</p>
      <FormError
        problems={problemsOf(open.error ?? declare.error, { scope: 'scope', access: 'access' })}
      />
      <form className="grid gap-4" method="post" onSubmit={submit}>
        {joins === undefined ? (
          <>
            <TextArea
              id="scope"
              label={WORDS.scope}
              hint={WORDS.scopeHint}
              required
              maxLength={4_000}
              value={scope}
              onChange={(event) => setScope(event.target.value)}
            />
            <TextArea
              id="access"
              label={WORDS.access}
              hint={WORDS.accessHint}
              required
              maxLength={4_000}
              value={access}
              onChange={(event) => setAccess(event.target.value)}
            />
            <Select
              label={WORDS.level}
              value={String(level)}
              options={LEVELS.map((value) => ({
                value: String(value),
                words: `${value}. ${WORDS.levels[value]}`,
              }))}
              onChange={(event) => setLevel(Number(event.target.value))}
            />
          </>
        ) : (
          <Select
            label={WORDS.role}
            value={role}
            options={[
              { value: 'assessor', words: WORDS.roles.assessor },
              { value: 'counter-case', words: WORDS.roles['counter-case'] },
            ]}
            onChange={(event) =>
              setRole(event.target.value === 'counter-case' ? 'counter-case' : 'assessor')
            }
          />
        )}
        <fieldset className="fieldset">
          <legend className="head">{WORDS.declaration}</legend>
          <div className="grid gap-2 mt-2">
            {Object.entries(WORDS.affirm).map(([key, words]) => (
              <Checkbox key={key} name={key} required>
                {words}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <TextArea
          id="declaration-text"
          label={WORDS.text}
          optional
          maxLength={4_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p>
          <Button type="submit" look="main" busy={open.isPending || declare.isPending}>
            {joins === undefined ? WORDS.act : WORDS.joinAct}
          </Button>
        </p>
      </form>
    </div>
  );
}
