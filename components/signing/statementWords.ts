import { openProse, type Prose, type SaltedProse } from '@/core/attest/prose';
import { PREDICATES, type Statement } from '@/core/attest/statements';
import { TEXT } from './text';

interface Fact {
  term: string;
  value: string;
  /** 64 hex digits, to be set as a digest. */
  digest?: boolean;
}

/** A statement said in words: everything here is read out of the bytes that will be signed. */
export interface StatementWords {
  sentences: string[];
  facts: Fact[];
  /** What the signer wrote, each piece proved by its leaf hash in the statement. */
  prose: { head: string; text: string; note?: string | undefined }[];
}

/**
 * Opens the salted words and checks that the statement carries exactly their hashes.
 *
 * @throws Error when a piece of prose is not in the statement: it would not be what is signed.
 */
export function openedProse(statement: Statement, salted: readonly SaltedProse[]): Prose[] {
  const carried = JSON.stringify(statement.predicate);
  return salted.map((piece) => {
    const prose = openProse(piece);
    if (!carried.includes(`"${prose.leaf}"`)) throw new Error('The statement lacks these words.');
    return prose;
  });
}

/** Says a statement in words. */
export function statementWords(statement: Statement, prose: readonly Prose[]): StatementWords {
  const org = statement.predicate.organisation ?? '';
  return { ...said(statement, org), prose: proseOf(statement, prose) };
}

function said(statement: Statement, org: string): Omit<StatementWords, 'prose'> {
  switch (statement.predicateType) {
    case PREDICATES.key:
      return saidOfKey(statement.predicate, org);
    case PREDICATES.release:
      return {
        sentences: [TEXT.says.submit],
        facts: [
          { term: TEXT.facts.contributors, value: String(statement.predicate.contributors.length) },
        ],
      };
    case PREDICATES.review: {
      const { assessment, assuranceLevel, viewDigest, findingsDigest, contract } =
        statement.predicate;
      return {
        sentences: [TEXT.says.review[assessment]],
        facts: [
          { term: TEXT.facts.assurance, value: String(assuranceLevel) },
          ...(contract === undefined
            ? []
            : [{ term: TEXT.facts.contract, value: TEXT.facts.contracts[contract] }]),
          { term: TEXT.facts.view, value: viewDigest, digest: true },
          { term: TEXT.facts.findings, value: findingsDigest, digest: true },
        ],
      };
    }
    case PREDICATES.signoff: {
      const { decision, capacity, viewDigest, acceptedResiduals } = statement.predicate;
      return {
        sentences: [TEXT.says.signoff[decision]],
        facts: [
          { term: TEXT.facts.capacity, value: TEXT.facts[capacity] },
          { term: TEXT.facts.view, value: viewDigest, digest: true },
          {
            term: TEXT.facts.residuals,
            value: TEXT.facts.residualCount(acceptedResiduals.length),
          },
        ],
      };
    }
    case PREDICATES.disclosure: {
      const { views } = statement.predicate;
      return {
        sentences: [TEXT.says.disclosure(views.map(({ name }) => name).join(', '))],
        facts: views.map(({ name, digest }) => ({ term: name, value: digest, digest: true })),
      };
    }
    case PREDICATES.status:
      return { sentences: [TEXT.says.status[statement.predicate.action]], facts: [] };
    case PREDICATES.acknowledgement:
      return saidOfAcknowledgement(statement.predicate);
  }
}

type AcknowledgementPredicate = Extract<
  Statement,
  { predicateType: (typeof PREDICATES)['acknowledgement'] }
>['predicate'];

function saidOfAcknowledgement(predicate: AcknowledgementPredicate): Omit<StatementWords, 'prose'> {
  if (predicate.about === 'base') {
    const facts: Fact[] = [{ term: TEXT.facts.base, value: predicate.base, digest: true }];
    if (predicate.event !== null)
      facts.push({ term: TEXT.facts.event, value: predicate.event, digest: true });
    return { sentences: [TEXT.says.acknowledgeBase], facts };
  }
  return {
    sentences: [TEXT.says.acknowledgeIndicator[predicate.breach]],
    facts: [
      { term: TEXT.facts.since, value: predicate.since },
      { term: TEXT.facts.indicator, value: predicate.indicator },
    ],
  };
}

type KeyPredicate = Extract<Statement, { predicateType: (typeof PREDICATES)['key'] }>['predicate'];

function saidOfKey(predicate: KeyPredicate, org: string): Omit<StatementWords, 'prose'> {
  const facts: Fact[] = [];
  switch (predicate.action) {
    case 'enrol':
      facts.push({ term: TEXT.facts.algorithm, value: predicate.algorithm });
      if (predicate.relyingParty)
        facts.push({ term: TEXT.facts.address, value: predicate.relyingParty.origin });
      return { sentences: [TEXT.says.enrol(org), TEXT.says[predicate.approval]], facts };
    case 'approve':
      return { sentences: [TEXT.says.approve(org)], facts };
    case 'revoke':
      return { sentences: [TEXT.says.revoke(org)], facts };
  }
}

function proseOf(statement: Statement, prose: readonly Prose[]): StatementWords['prose'] {
  const due = new Map<string, string | null>();
  if (statement.predicateType === PREDICATES.signoff)
    for (const condition of statement.predicate.conditions) due.set(condition.text, condition.due);
  return prose.map(({ field, text, leaf }) => {
    const date = due.get(leaf);
    return {
      head: isNamed(field) ? TEXT.prose[field] : field,
      text,
      note: date ? TEXT.facts.conditionDue(date) : undefined,
    };
  });
}

function isNamed(field: string): field is keyof typeof TEXT.prose {
  return Object.hasOwn(TEXT.prose, field);
}
