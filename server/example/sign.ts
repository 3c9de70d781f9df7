import { verifySigner, type Assertion } from '@/core/attest/signedStatement';
import { toBase64Url } from '@/core/snapshot/bytes';
import { inTransaction } from '@/server/platform/database';
import type { RegisteredAct, SigningContext } from '@/server/signing/act';
import { findAct } from '@/server/signing/acts';
import { lockKey } from '@/server/signing/keys/repo';
import { performAct, proposeAct, stateAct } from '@/server/signing/perform';
import { refusing } from '@/server/signing/refused';
import { notActive } from '@/server/signing/signers';
import type { ExampleKeys } from './keys';

/**
 * Signs an act as one of the example's people: the same authorisation, statement, verification, log
 * and effects as a ceremony with a passkey, in one transaction. The statement names the ceremony
 * `example`, so whatever rests on it is never in force. The linter keeps everything that answers
 * requests from importing this folder.
 *
 * @returns what the act gives back
 * @throws AppError as the act does
 */
export async function signAsExample(
  context: SigningContext,
  keys: ExampleKeys,
  name: string,
  input: unknown,
): Promise<unknown> {
  const enrols = name === keys.enrol.name;
  const act = enrols ? keys.enrol : findAct(name);
  if (!act) throw new Error(`There is no act ${name}.`);
  return inTransaction(context.db, async (tx) => {
    const proposed = await proposeAct(tx, context, act, input);
    const { proposal, organisation, prose } = proposed;
    const key = keys.of(context.session.personId, organisation.id);
    const { keyId } = key;
    const statement = await stateAct(tx, context, proposed, { ceremony: 'example', keyId });
    const assertion: Assertion = {
      type: 'example',
      keyId,
      signature: toBase64Url(key.sign(statement.pae)),
    };
    await refusing(() => verifySigner('example', assertion, statement.pae, key));
    const { done } = await performAct(tx, context, act satisfies RegisteredAct, {
      input: proposal.input,
      statement,
      assertion,
      prose,
      releaseId: proposal.releaseId,
      useKey: async () => {
        if (!enrols && (await lockKey(tx, keyId)) !== 'active') throw notActive();
      },
    });
    return done.result;
  });
}
