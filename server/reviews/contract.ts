import type { z } from 'zod';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citationsOf, type Citation } from '@/core/supplement/citations';
import type { ContractVerdict } from '@/core/supplement/contract';
import type { DisclosedCase, DisclosedNode } from '@/core/snapshot/disclosed';
import type { ContractState } from '@/core/workflow/inForce';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { findOpenBase } from '@/server/releases/baseInterface';
import { readStoredView } from '@/server/releases/readViews';
import { currentView, type ReleaseRow, type ViewRow } from '@/server/releases/repo';
import { contractOf } from '@/server/status/bases';
import { loadRoundAccess, type RoundAccess } from './access';
import type { matchInput } from './inputs';
import { openAssignment } from './judgements';
import { setVerdict, verdictsBy, type RoundRow } from './repo';

interface NamedStatement {
  id: string;
  identifier: string;
  /** Null where it is withheld. */
  statement: string | null;
}

/** The contract of a frozen supplement as its assessors judge it. */
export interface ContractReview {
  state: ContractState;
  base: { title: string; path: string; number: number; digest: string };
  citations: {
    away: NamedStatement;
    localNote: string;
    /** Null when the base has no such public goal, or withholds it. */
    goal: (NamedStatement & { reach: string | null; notClaimed: boolean }) | null;
    citing: string;
    note: string;
    lines: {
      context: NamedStatement;
      locals: NamedStatement[];
      /** The asker's own verdict. */
      own: { value: string; note: string } | null;
    }[];
  }[];
  conditions: {
    id: string;
    identifier: string;
    text: string;
    severity: string;
    disposition: string;
    by: NamedStatement[];
    owner: string;
    compensating: string;
    reviewBy: string;
    rationale: string;
  }[];
  /** Verdicts that were signed, once the asker owes none. */
  signed: { personId: string; person: string | null; verdict: ContractVerdict }[];
  /** Whether the asker may judge it now. */
  open: boolean;
}

/** @returns null for a base case, and while the base is not open here */
export async function contractReview(
  db: Db,
  release: ReleaseRow,
  view: ViewRow,
  rounds: readonly RoundRow[],
  personId: string,
): Promise<ContractReview | null> {
  const base = await baseOf(db, release);
  if (base === null) return null;
  const { shown } = readStoredView(view);
  const nodes = nodesOf(shown);
  const named = (id: string): NamedStatement => namedNode(nodes, id);
  const assignments = rounds.flatMap((round) =>
    round.assignments.map((one) => ({ ...one, round })).filter((one) => one.removedAt === null),
  );
  const own = assignments.findLast((one) => one.personId === personId);
  const verdicts = own ? await verdictsBy(db, own.round.id, personId) : [];
  const owes = own !== undefined && own.submittedAt === null;
  const names = await namesOf(
    db,
    assignments.map((one) => one.personId),
  );
  return {
    state: await contractOf(db, release),
    base: { title: base.title, path: base.path, number: base.number, digest: base.digest },
    citations: citationsIn(shown, nodes, base).map((citation) => ({
      away: named(citation.away),
      localNote: localNote(nodes.get(citation.away)),
      goal: citation.goal && {
        id: citation.goal.id,
        identifier: citation.goal.identifier,
        statement: citation.goal.statement,
        reach: citation.goal.reach,
        notClaimed: citation.goal.notClaimed,
      },
      citing: citation.cite?.citing ?? '',
      note: citation.cite?.note ?? '',
      lines: citation.lines.map(({ context, locals }) => {
        const found = verdicts.find(
          (one) => one.awayId === citation.away && one.contextId === context.id,
        );
        return {
          context,
          locals: locals.map(named),
          own: found === undefined ? null : { value: found.value, note: found.note },
        };
      }),
    })),
    conditions: conditionsIn(shown, base, named),
    signed: owes
      ? []
      : assignments.flatMap(({ personId: by, submittedAt, contract }) =>
          submittedAt === null || contract === null
            ? []
            : [
                {
                  personId: by,
                  person: names.get(by) ?? null,
                  verdict: contract === 'verified' ? 'verified' : 'rejected',
                },
              ],
        ),
    open: owes && own.round.state === 'open' && release.status.state === 'under-review',
  };
}

/** Sets or takes back the assessor's own verdict on one line. Nobody else sees it until it is signed. */
export async function judgeMatch(
  context: RequestContext,
  input: z.infer<typeof matchInput>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.judge');
    const { personId } = openAssignment(access);
    const { roundId, awayId, contextId, value, note } = input;
    const citations = await citationsOfRelease(tx, access.release);
    const line = citations
      ?.find(({ away }) => away === awayId)
      ?.lines.find((one) => one.context.id === contextId);
    if (line === undefined) {
      throw new AppError('invalid', 'This supplement sets no such context beside one of its own.');
    }
    await setVerdict(
      tx,
      { roundId, personId, awayId, contextId },
      value === null ? null : { value, note, updatedAt: context.now() },
    );
  });
}

/**
 * What an assessor may sign of the contract: verified only when they found that every context of every
 * bounded citation matches.
 *
 * @throws AppError invalid for a verdict on a base case, wrong-state with what is left to judge
 */
export async function assertContractJudged(
  tx: Tx,
  { release, round }: RoundAccess,
  personId: string,
  verdict: ContractVerdict | null,
): Promise<void> {
  if (verdict === null) return;
  if (release.kind === 'base') {
    throw new AppError('invalid', 'A base case has no contract to judge.', 'contract');
  }
  if (verdict === 'rejected') return;
  const verdicts = await verdictsBy(tx, round.id, personId);
  const citations = await citationsOfRelease(tx, release);
  if (citations === null) {
    throw new AppError(
      'wrong-state',
      'The base is not open here, so nobody can verify the contract with it.',
      'contract',
    );
  }
  const lines = citations.flatMap(({ away, identifier, lines: contexts }) =>
    contexts.map(({ context }) => {
      const found = verdicts.find((one) => one.awayId === away && one.contextId === context.id);
      return { name: `${context.identifier} for ${identifier}`, value: found?.value ?? null };
    }),
  );
  const differing = lines.filter(({ value }) => value === 'differs');
  if (differing.length > 0) {
    throw new AppError(
      'wrong-state',
      `You found that ${differing.map(({ name }) => name).join(', ')} differs: reject the contract.`,
      'contract',
    );
  }
  const open = lines.filter(({ value }) => value === null);
  if (open.length > 0) {
    const some = open.slice(0, 5).map(({ name }) => name);
    throw new AppError(
      'wrong-state',
      `Judge first whether these contexts match: ${some.join(', ')}${open.length > 5 ? ', …' : ''}.`,
      'contract',
    );
  }
}

async function baseOf(db: Db, { kind, baseDigest }: ReleaseRow): Promise<BaseInterface | null> {
  if (kind === 'base' || baseDigest === null) return null;
  return (await findOpenBase(db, baseDigest))?.shown ?? null;
}

/** @returns null while the base is not open here */
async function citationsOfRelease(tx: Tx, release: ReleaseRow): Promise<Citation[] | null> {
  const base = await baseOf(tx, release);
  const view = await currentView(tx, release.id, 'assessors');
  if (base === null || view === null) return null;
  const { shown } = readStoredView(view);
  return citationsIn(shown, nodesOf(shown), base);
}

function citationsIn(
  { contract }: DisclosedCase,
  nodes: ReadonlyMap<string, DisclosedNode>,
  base: BaseInterface,
): Citation[] {
  const citing = [...nodes.values()].map(({ node, identifier }) => ({
    id: node.id,
    identifier: identifier ?? '',
    away: node.away,
  }));
  return citationsOf({ nodes: citing, contract }, base);
}

function conditionsIn(
  { dispositions }: DisclosedCase,
  base: BaseInterface,
  named: (id: string) => NamedStatement,
): ContractReview['conditions'] {
  return base.conditions.map(({ id, identifier, text, severity }) => {
    const found = dispositions.find(
      ({ condition }) => condition === id || condition === identifier,
    );
    return {
      id,
      identifier,
      text,
      severity,
      disposition: found?.disposition ?? '',
      by: (found?.by ?? []).map(named),
      owner: found?.owner ?? '',
      compensating: found?.compensating ?? '',
      reviewBy: found?.reviewBy ?? '',
      rationale: found?.rationale ?? '',
    };
  });
}

function nodesOf({ outline }: DisclosedCase): Map<string, DisclosedNode> {
  return new Map(
    outline.flatMap((entry) => (entry.entry === 'node' ? [[entry.node.id, entry] as const] : [])),
  );
}

function namedNode(nodes: ReadonlyMap<string, DisclosedNode>, id: string): NamedStatement {
  const node = nodes.get(id);
  return {
    id,
    identifier: node?.identifier ?? '',
    statement: node?.text.shown === true ? node.text.value.statement : null,
  };
}

function localNote(node: DisclosedNode | undefined): string {
  return node?.text.shown === true ? node.text.value.localNote : '';
}
