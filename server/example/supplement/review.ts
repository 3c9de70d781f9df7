import type { CaseDocument } from '@/core/argument/document';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citationsOf } from '@/core/supplement/citations';
import { judgeMatch } from '@/server/reviews/contract';
import { answer, close } from '@/server/reviews/findings';
import { openRound } from '@/server/reviews/rounds';
import { independent, judgeClaims, raiseFindings } from '../reviews';
import type { Stage } from '../stage';

const MATCHES: Readonly<Record<string, string>> = {
  C1: 'The same model and scaffold; prompts are added and nothing is taken away.',
  C2: 'Narrower: clinicians, three wards, drafts alone.',
  C3: 'Inside the base’s window.',
  C4: 'Taken over as they are.',
  C5: 'Taken over.',
  C6: 'Taken over.',
  'HC-C': 'The gateway is the base’s own; I saw it refuse a request without the monitor.',
};

/** Harrow Assurance reviews the supplement and verifies its contract with the base, line by line. */
export async function reviewSupplement(
  stage: Stage,
  releaseId: string,
  document: CaseDocument,
  base: BaseInterface,
): Promise<void> {
  await stage.day(-57);
  const { roundId } = await openRound(stage.as('yuki'), {
    releaseId,
    scope: 'The contract with the base, and the hospital’s own argument with its evidence.',
    access: 'The frozen release and every file in it; one day on ward 5.',
    assuranceLevel: 2,
    declaration: independent('I assessed the base for Harrow, and dissented on one claim of it.'),
  });

  await stage.day(-54);
  for (const { away, lines } of citationsOf(document, base))
    for (const { context } of lines)
      await judgeMatch(stage.as('yuki'), {
        roundId,
        awayId: away,
        contextId: context.id,
        value: 'matches',
        note: MATCHES[context.identifier] ?? '',
      });
  await judgeClaims(stage, 'yuki', roundId, document, [
    ['HS1', 'supported', 'Every condition is answered, and each answer was read.'],
    ['HS1c', 'supported', 'After F-1 was answered.'],
    ['HS2a', 'supported', 'Tried on ward 5 with the people who sign.'],
    ['HS3', 'partly-supported', 'HS3b is undeveloped: nobody has looked at patient groups apart.'],
    ['HS4', 'partly-supported', 'Undeveloped, and it says so. The figures will tell.'],
    ['HS5c', 'supported', 'The switch was thrown while I watched.'],
    ['HS0', 'supported', 'For as long as the base holds.'],
  ]);
  const [logs = ''] = await raiseFindings(stage, 'yuki', roundId, document, [
    {
      severity: 'major',
      at: 'HS1c',
      title: 'Are pseudonymised logs enough for the monitor of the base?',
      body: 'HS-A1 assumes it. Meridian Labs has not confirmed it in what I was given.',
    },
    {
      severity: 'minor',
      at: 'HS4',
      title: 'Nobody was asked why they refuse a draft',
      body: 'The share is counted. The reasons would say whether people feel free to refuse.',
    },
  ]);
  await stage.day(-51);
  await answer(stage.as('helen'), {
    findingId: logs,
    body: 'Confirmed by Meridian Labs in writing on Tuesday; the letter is in the safety report, page 9.',
  });
  await stage.day(-50);
  await close(stage.as('yuki'), { findingId: logs, body: 'Read, and asked Meridian Labs myself.' });

  await stage.day(-48);
  await stage.sign('yuki', 'review.submit', {
    roundId,
    assessment: 'supported',
    contract: 'verified',
    summary:
      'The base is used within what it argues, every condition of it is answered, and use stops when it falls. What is not known about patient groups is said and has to be measured.',
  });
}
