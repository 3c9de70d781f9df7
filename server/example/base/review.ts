import type { CaseDocument } from '@/core/argument/document';
import { answer, close, convert } from '@/server/reviews/findings';
import { declare, openRound } from '@/server/reviews/rounds';
import { independent, judgeClaims, raiseFindings } from '../reviews';
import type { Stage } from '../stage';

/**
 * Harrow Assurance reviews the candidate: two assessors, four findings of three severities. One is
 * answered and closed, one is left for the decision-maker to turn into a condition, one stays open.
 */
export async function reviewBase(
  stage: Stage,
  releaseId: string,
  document: CaseDocument,
): Promise<{ perWindow: string }> {
  await stage.day(-108);
  const { roundId } = await openRound(stage.as('mark'), {
    releaseId,
    scope:
      'Harm control, HC0 and what is under it, with its evidence. The branches that are not claimed were not read.',
    access:
      'The frozen release and every file in it; two days with the red team; no access to the weights.',
    assuranceLevel: 2,
    declaration: independent('Harrow is paid by the day, whatever the outcome.'),
  });
  await declare(stage.as('yuki'), {
    roundId,
    role: 'assessor',
    declaration: independent('I reviewed an earlier system of Meridian Labs in 2024.'),
  });

  await stage.day(-104);
  await judgeClaims(stage, 'mark', roundId, document, [
    ['HC1', 'supported', 'The rounds are documented, those that were ruled out among them.'],
    ['HC1a', 'partly-supported', 'Sound for one attempt. The step to a window rests on HC-A1.'],
    ['HC4a', 'supported', 'Eight weeks of planted attacks, with the misses explained.'],
    ['HC5', 'supported', 'Read in full; the one path that was open is closed.'],
    ['HC7', 'supported', 'Three drills, all within what the plan says.'],
    ['HC0', 'partly-supported', 'Holds for the attacks that were tried.'],
  ]);
  const [perWindow = ''] = await raiseFindings(stage, 'mark', roundId, document, [
    {
      severity: 'major',
      at: 'HC1a',
      title: 'Success is measured per attempt, but exposure is per window',
      body: 'The dossier reports 0.62 % success per attempt, under the limit of 1 %. Over the window the system makes up to 40,000 attempts a week. The criterion says nothing on that total, so the claim can hold while the outcome does not.\n\nState the criterion per week, or argue why attempts are independent.',
    },
    {
      severity: 'minor',
      at: 'HC7',
      title: 'The drill at night was not repeated after the rota changed',
      body: 'It was run with three people on call; since then there are two.',
    },
  ]);
  const [workload = ''] = await raiseFindings(stage, 'yuki', roundId, document, [
    {
      severity: 'major',
      at: 'HC4a',
      title: 'Auditor workload grew while the audits ran',
      body: 'The rota shows 84 items an hour in the last two weeks; the argument assumes at most 60. The share of planted attacks caught in those weeks is not shown apart.',
    },
    {
      severity: 'observation',
      at: 'HC6',
      title: 'No test of collusion across a paraphrase',
      body: 'Monitor and system share no weights, which speaks against signalling. A paraphrasing step between them would show it.',
    },
  ]);

  await stage.day(-102);
  await answer(stage.as('ana'), {
    findingId: perWindow,
    body: 'A study of repeated attempts is under way and will not be done before this release. Until then the standing red team watches the figure in use.',
  });
  await answer(stage.as('priya'), {
    findingId: workload,
    body: 'Two auditors were ill. The rota is back under 60 items an hour. In the two weeks concerned 37 of 40 planted attacks were caught, the same share as before; the log has both weeks marked.',
  });
  await stage.day(-100);
  await close(stage.as('yuki'), {
    findingId: workload,
    body: 'Checked against the log: 37 of 40, and the cap now refuses the 61st item.',
  });

  await judgeClaims(stage, 'yuki', roundId, document, [
    ['HC1a', 'partly-supported', 'As long as HC-A1 is an assumption, no more than that.'],
    ['HC4a', 'supported', 'After F-3 was answered.'],
    [
      'HC6',
      'challenged',
      'Nothing here shows that monitor and system do not signal to each other.',
    ],
    ['HC0', 'partly-supported', 'HC6 is under it.'],
  ]);

  await stage.day(-98);
  await stage.sign('mark', 'review.submit', {
    roundId,
    assessment: 'partly-supported',
    summary:
      'Control is shown for the attacks that were tried, and the evidence is what it is said to be. Two things carry more weight than they can bear: that attempts are independent, and that the red team is as good as the system.',
  });
  await stage.sign('yuki', 'review.submit', {
    roundId,
    assessment: 'partly-supported',
    summary:
      'I follow the lead assessor, except on HC6: until signalling between system and monitor is tested, the branch should not be relied on for long.',
  });
  return { perWindow };
}

/** The board turns the open major finding into a condition, before it decides. */
export async function turnIntoCondition(stage: Stage, findingId: string): Promise<void> {
  await convert(stage.as('ines'), {
    findingId,
    condition:
      'A study shows that attempts are independent, or the criterion of HC1a is stated per week.',
    reason: 'The figure is good enough to begin with, and too weak to rely on for a year.',
    due: stage.date(120),
  });
}
