import type {
  ArgumentLink,
  ArgumentNode,
  DefeatDecision,
  Defeater,
  Id,
} from '@/core/argument/document';
import { listed, type CaseView } from './caseView';
import { defeatsIn, type DefeatProposal } from './defeat';
import { nameOf, targetName } from './dialecticRules';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** D2: who decides about a challenge says why (GSN Tables 1:6-1, 1:6-2, 2:11.3.4). */
function checkNodeReasoned({ id, defeat }: ArgumentNode, view: CaseView): readonly Observation[] {
  return lacksReason(defeat)
    ? [{ node: id, message: `${view.name(id)} ${unreasoned(defeat)}` }]
    : NONE;
}

/** D2 for relationships. */
function checkLinkReasoned(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const { id, from, defeat } = link;
  if (!lacksReason(defeat)) return NONE;
  const name = targetName({ link: id }, view);
  return [
    {
      link: id,
      ...(view.node(from) && { node: from }),
      message: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${unreasoned(defeat)}`,
    },
  ];
}

/** D2 for challenges. */
function checkDefeaterReasoned(defeater: Defeater): readonly Observation[] {
  const { id, defeat } = defeater;
  if (!lacksReason(defeat)) return NONE;
  return [{ path: ['defeaters', id], message: `${nameOf(defeater)} ${unreasoned(defeat)}` }];
}

function lacksReason(defeat: DefeatDecision | null): defeat is DefeatDecision {
  return defeat !== null && defeat.reason.trim() === '';
}

function unreasoned({ outcome }: DefeatDecision): string {
  return outcome === 'defeated'
    ? 'is marked defeated without a reason.'
    : 'is said to stand without a reason.';
}

/** D5: what is defeated was challenged, or it is said why (GSN 1:6.3.13). */
function checkNodeChallenged({ id, defeat }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!isUnchallenged(id, defeat, view)) return NONE;
  return [{ node: id, message: `${view.name(id)} is marked defeated, but nothing challenges it.` }];
}

/** D5 for relationships. */
function checkLinkChallenged(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const { id, from, to, defeat } = link;
  if (!isUnchallenged(id, defeat, view)) return NONE;
  return [
    {
      link: id,
      ...(view.node(from) && { node: from }),
      message: `The link from ${view.name(from)} to ${view.name(to)} is marked defeated, but nothing challenges it.`,
    },
  ];
}

/** D5 for challenges. */
function checkDefeaterChallenged(defeater: Defeater, view: CaseView): readonly Observation[] {
  const { id, defeat } = defeater;
  if (!isUnchallenged(id, defeat, view)) return NONE;
  const message = `${nameOf(defeater)} is marked defeated, but nothing challenges it.`;
  return [{ path: ['defeaters', id], message }];
}

function isUnchallenged(id: Id, defeat: DefeatDecision | null, view: CaseView): boolean {
  if (defeat?.outcome !== 'defeated' || defeat.reason.trim() !== '') return false;
  return view.defeatersOn(id).every((one) => one.defeat?.outcome === 'defeated');
}

/** D2, D8: the case does not go on resting on what is defeated (GSN 2:11.4.2–5). */
function checkDefeatedNotClaimed(
  { id, claim, defeat }: ArgumentNode,
  view: CaseView,
): readonly Observation[] {
  if (defeat?.outcome !== 'defeated' || claim === 'not-claimed' || !view.isClaimed(id)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} is defeated, and the case still rests on it: repair it, or do not claim it.`,
    },
  ];
}

/** D7, D8: what the challenges propose is listed until somebody decides (GSN 1:6.3.13–14, 2:11.3.4). */
function* checkDefeatsDecided(view: CaseView): Generator<Observation> {
  const proposals = defeatsIn(view);
  const doubted = proposals.flatMap(({ of, proposes }) =>
    proposes === 'in-doubt' && 'node' in of ? [of.node] : [],
  );
  for (const proposal of proposals) {
    if (proposal.proposes === 'in-doubt') continue;
    const words = proposal.proposes === 'defeated' ? 'would be defeated' : 'would be open again';
    const because = listed(proposal.because.map((id) => nameOf(view.defeater(id))));
    const name = targetName(proposal.of, view);
    const reason = proposal.proposes === 'defeated' ? because : `the defeat of ${because}`;
    yield {
      ...placeOf(proposal, view),
      message: `By ${reason}, ${name} ${words}: decide, and say why.`,
    };
  }
  const [first] = doubted;
  if (first === undefined) return;
  const names = listed(doubted.map((id) => view.name(id)));
  yield {
    node: first,
    message: `While challenges are open, ${names} ${doubted.length === 1 ? 'is' : 'are'} in doubt.`,
  };
}

function placeOf({ of }: DefeatProposal, view: CaseView): Omit<Observation, 'message'> {
  if ('node' in of) return { node: of.node };
  if ('defeater' in of) return { path: ['defeaters', of.defeater] };
  const from = view.link(of.link)?.from;
  return { link: of.link, ...(from !== undefined && view.node(from) && { node: from }) };
}

export const DEFEAT_RULES: readonly Rule[] = [
  {
    id: 'defeat-reasoned',
    severity: 'error',
    blocks: 'freeze',
    clause: 'D2 · GSN Tables 1:6-1, 1:6-2, 2:11.3.4',
    title: 'Who decides that something is defeated, or stands, says why.',
    checks: { node: checkNodeReasoned, link: checkLinkReasoned, defeater: checkDefeaterReasoned },
  },
  {
    id: 'defeat-challenged',
    severity: 'warning',
    blocks: null,
    clause: 'D5 · GSN 1:6.3.13',
    title: 'What is defeated without a stated reason has a challenge that is not defeated.',
    checks: {
      node: checkNodeChallenged,
      link: checkLinkChallenged,
      defeater: checkDefeaterChallenged,
    },
  },
  {
    id: 'defeat-undecided',
    severity: 'warning',
    blocks: null,
    clause: 'D7, D8 · GSN 1:6.3.13–14, 2:11.3.4, 2:11.4.2–5',
    title: 'What the challenges propose has been decided by somebody.',
    checks: { document: checkDefeatsDecided },
  },
  {
    id: 'defeated-claimed',
    severity: 'warning',
    blocks: null,
    clause: 'D2, D8 · GSN 2:11.4.2–5',
    title: 'The case does not rest on what is defeated.',
    checks: { node: checkDefeatedNotClaimed },
  },
];
