'use client';

import { startAuthentication, WebAuthnAbortService } from '@simplewebauthn/browser';
import { useCallback, useEffect, useRef, useState } from 'react';
import { describeFailure, useTRPCClient } from '@/components/data/trpc';
import { prepared, type PreparedStatement } from '@/core/attest/statements';
import { fromBase64 } from '@/core/snapshot/bytes';
import type { BegunCeremony } from '@/server/signing/ceremony';
import type { PerformedAct } from '@/server/signing/perform';
import { passkeyProblem } from './passkeyProblem';
import { openedProse, statementWords, type StatementWords } from './statementWords';
import { TEXT } from './text';

/** JSON that an act takes. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A statement as this page read it out of the bytes: what is shown is what is signed. */
export interface ShownStatement {
  prepared: PreparedStatement;
  words: StatementWords;
  key: BegunCeremony['key'];
  /** Other active keys of the person for the same organisation. */
  keys: BegunCeremony['keys'];
  /** RFC 3339 instant at which the challenge lapses. */
  expiresAt: string;
}

export interface Ceremony {
  stage: 'idle' | 'preparing' | 'ready' | 'asking' | 'recording' | 'done';
  shown: ShownStatement | null;
  /** What went wrong with the last step, in words. */
  problem: string | null;
  /** The problem is that there is no active signing key. */
  needsKey: boolean;
  completed: PerformedAct | null;
  /** Prepares the statement of the act; again after it lapsed, or with another key. */
  begin(input: Json, keyId?: string): Promise<void>;
  /** Asks the authenticator for the statement shown, then has it recorded. */
  sign(): Promise<PerformedAct | null>;
  /** Forgets everything; what the authenticator is being asked is called off. */
  cancel(): void;
}

/**
 * The browser's side of a signed act. The statement's bytes come from the server; this page reads them
 * itself, says in words what it read, computes the challenge from them and trusts no other.
 *
 * @param act name of the act: "key.approve", "signoff.sign"
 */
export function useCeremony(act: string): Ceremony {
  const client = useTRPCClient();
  const [stage, setStage] = useState<Ceremony['stage']>('idle');
  const [begun, setBegun] = useState<{ from: BegunCeremony; shown: ShownStatement } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [needsKey, setNeedsKey] = useState(false);
  const [completed, setCompleted] = useState<PerformedAct | null>(null);
  // A call that ends after the panel was closed or begun anew must not speak.
  const turn = useRef(0);

  const begin = useCallback(
    async (input: Json, keyId?: string) => {
      const mine = ++turn.current;
      setStage('preparing');
      setProblem(null);
      setNeedsKey(false);
      setCompleted(null);
      try {
        const request = { act, input, ...(keyId !== undefined && { keyId }) };
        const from = await client.signing.begin.mutate(request);
        if (turn.current !== mine) return;
        setBegun({ from, shown: read(from) });
        setStage('ready');
      } catch (error) {
        if (turn.current !== mine) return;
        const failure = describeFailure(error);
        setBegun(null);
        setStage('idle');
        setNeedsKey(failure.path === 'signingKey');
        setProblem(error instanceof Altered ? TEXT.problem.altered : failure.message);
      }
    },
    [act, client],
  );

  const sign = useCallback(async () => {
    if (!begun) return null;
    const mine = ++turn.current;
    setProblem(null);
    setStage('asking');
    try {
      const assertion = await startAuthentication({
        optionsJSON: {
          challenge: begun.shown.prepared.challenge,
          rpId: begun.from.rpId,
          allowCredentials: begun.from.credentials.map(({ id, transports }) => ({
            id,
            type: 'public-key',
            transports: transports as AuthenticatorTransport[],
          })),
          userVerification: 'required',
          timeout: Math.max(1_000, Date.parse(begun.from.expiresAt) - Date.now()),
        },
      });
      if (turn.current !== mine) return null;
      setStage('recording');
      const { ceremonyId } = begun.from;
      const done = await client.signing.complete.mutate({ ceremonyId, assertion });
      if (turn.current !== mine) return done;
      setCompleted(done);
      setStage('done');
      return done;
    } catch (error) {
      if (turn.current !== mine) return null;
      setProblem(passkeyProblem(error) ?? describeFailure(error).message);
      setStage('ready');
      return null;
    }
  }, [begun, client]);

  const cancel = useCallback(() => {
    turn.current += 1;
    WebAuthnAbortService.cancelCeremony();
    setStage('idle');
    setBegun(null);
    setProblem(null);
    setNeedsKey(false);
    setCompleted(null);
  }, []);

  useEffect(
    () => () => {
      turn.current += 1;
      WebAuthnAbortService.cancelCeremony();
    },
    [],
  );

  const shown = begun?.shown ?? null;
  return { stage, shown, problem, needsKey, completed, begin, sign, cancel };
}

/** What came is not what its challenge says. */
class Altered extends Error {
  override readonly name = 'Altered';
}

function read(from: BegunCeremony): ShownStatement {
  try {
    const statement = prepared(fromBase64(from.statement));
    if (statement.challenge !== from.challenge) throw new Altered('challenge');
    const prose = openedProse(statement.statement, from.prose);
    return {
      prepared: statement,
      words: statementWords(statement.statement, prose),
      key: from.key,
      keys: from.keys,
      expiresAt: from.expiresAt,
    };
  } catch (error) {
    throw new Altered(error instanceof Error ? error.message : String(error));
  }
}
