/** What the standard asks that no rule can tell: docs/checks.md hands it to reviewers. */
export interface ReviewerQuestion {
  clause: string;
  question: string;
  /** What of it is checked, and what the product shows to help. */
  help: string;
}

export const REVIEWER_QUESTIONS: readonly ReviewerQuestion[] = [
  {
    clause: 'C9 · GSN 1:2.2.20',
    question: 'Do two elements that say nearly the same mean the same?',
    help: '`context-restated` and `statement-copied` find equal words only.',
  },
  {
    clause: 'C11 · GSN 1:2.2.11',
    question: 'Does nothing in the argument contradict the contexts that it stands in?',
    help: 'The inspector lists the contexts in scope of each element.',
  },
  {
    clause: 'C12–C17 · GSN 1:2.3, 2:5–6',
    question:
      'Does each statement say one thing, in words with bounds, and does each step follow without a leap?',
    help: 'The hints on wording know a few English words and rather miss than blame; in other languages they are silent.',
  },
  {
    clause: 'P2, P4 · GSN 1:3.3, 1:3.5.3',
    question: 'Does every value that was filled in make sense where it stands?',
    help: '`parameter-typed` checks numbers, dates and addresses; `parameter-declared` that nothing is left out.',
  },
  {
    clause: 'P4 · GSN 1:3.5.4',
    question: 'Is the instantiated argument what the pattern meant?',
    help: 'All rules for the core notation run on it; the comparison with the pattern is for people.',
  },
  {
    clause: 'P5 · GSN 1:3.4',
    question:
      'Do motivation, participants, applicability and consequences of a pattern tell when to use it?',
    help: '`template-described` checks that identifier, version, source and limits are stated.',
  },
  {
    clause: 'M8 · GSN 1:4.3.4',
    question: 'Are the contexts of what is cited consistent with those of the citing claim?',
    help: '`citation` asks for a match, one by one; the two texts stand side by side, and an assessor confirms.',
  },
  {
    clause: 'M10 · GSN 1:4.6.2–7',
    question: 'Does a module show what its users need, and no more?',
    help: '`interface-scope` names what goals of the interface hold in and is not public; the interface itself is derived.',
  },
  {
    clause: 'M12 · GSN 2:9.7.1',
    question: 'Is an older release of the base still good enough to rest on?',
    help: '`away-pinned` asks for one release; a newer one is announced and forces nobody.',
  },
  {
    clause: 'A2 · GSN 1:5.2.3',
    question: 'Does the confidence argument justify the confidence that is claimed?',
    help: '`claim-point-argued` checks that there is one.',
  },
  {
    clause: 'D6 · GSN 1:6.3.4',
    question: 'Is a challenge aimed at the right part, usually the step and not the true evidence?',
    help: 'A defeater says whether it rebuts, undercuts or undermines.',
  },
  {
    clause: 'D8 · GSN 2:11.3.4',
    question: 'Is something that is challenged defeated, and what of what rests on it?',
    help: '`defeat-undecided` lists what the graph proposes; a person decides and says why.',
  },
  {
    clause: 'domain rule 6; GPAI Code 7.3(1)',
    question:
      'Are scoring, elicitation and baselines of an evaluation adequate, and were samples looked at?',
    help: '`evidence-method` asks for the method; the log says the rest.',
  },
  {
    clause: 'domain rule 7',
    question: 'Does evidence that was made on another system bear on this one?',
    help: '`evidence-subject` names the evidence; whoever doubts it raises a challenge, which no rule does for them.',
  },
];
