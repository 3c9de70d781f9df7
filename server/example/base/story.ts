import { createCase } from '@/server/cases/create';
import { instantiateCase } from '@/server/cases/change';
import { addComment } from '@/server/comments/service';
import { edit, idOf, readDraft, writeBodies } from '../document';
import { decide, engage, freezePreviewed, type ExampleRelease } from '../releases';
import { indicatorOf, planReadings } from '../readings';
import type { Stage } from '../stage';
import { BODIES, developed, instantiation } from './argument';
import { bringEvidence, resting } from './evidence';
import { reviewBase, turnIntoCondition } from './review';
import { scoped, watched } from './scope';

export interface PublishedBase extends ExampleRelease {
  caseId: string;
  caseSlug: string;
}

/** The base case of Meridian Labs, from the template to the public page: half a year of work. */
export async function makeBase(stage: Stage): Promise<PublishedBase> {
  const window = { from: stage.date(-90), until: stage.date(274) };
  const { caseId, caseSlug } = await writeBase(stage, window);

  await stage.day(-112);
  const release = await freezePreviewed(
    stage,
    'dev',
    caseId,
    'First release. Argues harm control for supervised drafting; the other branches are not claimed.',
  );
  const { releaseId } = release;
  await engage(stage, 'dev', caseId, 'mark', 'assessor');
  await engage(stage, 'dev', caseId, 'yuki', 'assessor');
  await engage(stage, 'dev', caseId, 'ines', 'decision-maker');
  await stage.sign('dev', 'release.submit', { releaseId });
  const document = await readDraft(stage, caseId);
  await stage.sign('dev', 'release.disclose', {
    releaseId,
    withhold: [
      {
        record: idOf(document, 'Sn-HC5'),
        class: 'security',
        reason: 'Names the paths that lead to the weights. Read by the assessors and the board.',
      },
    ],
  });

  const { perWindow } = await reviewBase(stage, releaseId, document);

  await stage.day(-94);
  await turnIntoCondition(stage, perWindow);
  await decide(stage, 'ines', releaseId, {
    decision: 'approved-with-conditions',
    reasons:
      'Harm control is shown for this setting, with margin, by people who did not build it. What nobody knows is named, and accepted for one year in which the figures are read again and again.',
    dissent:
      'Yuki Tanabe would not rely on HC6 for long. The board shares the doubt, and accepts it for this window only.',
    conditions: [
      {
        text: 'Auditor workload stays under 60 items an hour; the figure is reported each month.',
        due: stage.date(150),
      },
    ],
  });

  await stage.day(-92);
  await stage.sign('dev', 'release.publish', { releaseId });
  await planReadings(stage, caseId, {
    indicator: 'SPI-1',
    who: 'priya',
    from: -87,
    everyDays: 14,
    values: '0.62 0.58 0.66 0.70 0.64 0.83 1.5'.split(' '),
  });
  await planReadings(stage, caseId, {
    indicator: 'SPI-2',
    who: 'priya',
    from: -70,
    everyDays: 28,
    values: ['95.0', '94.4', '93.1'],
  });
  return { ...release, caseId, caseSlug };
}

/** Two days before the first start: the figure is over the limit, and the officer acts on it. */
export async function suspendBase(
  stage: Stage,
  { releaseId, caseId }: PublishedBase,
): Promise<void> {
  await stage.day(-2, 16);
  await stage.sign('dev', 'release.suspend', {
    releaseId,
    reason:
      'In the last round the standing red team got 9 of 600 attacks past monitor and auditors: 1.5 %, where HC1a allows 1 %. Use stops until the cause is known.',
  });
  await stage.sign('dev', 'indicator.answer', {
    releaseId,
    indicatorId: await indicatorOf(stage, caseId, 'SPI-1'),
    response:
      'The release is suspended. All nine went through one paraphrase; the monitor is being tested on it.',
  });
}

async function writeBase(
  stage: Stage,
  window: { from: string; until: string },
): Promise<{ caseId: string; caseSlug: string }> {
  await stage.day(-140);
  const made = await createCase(stage.as('ana'), {
    orgSlug: 'meridian',
    slug: 'larch-2-scheming',
    title: 'Larch 2: no unacceptable outcome through scheming',
    from: { template: 'scheming' },
  });
  const { caseId } = made;
  await stage.day(-139);
  const given = instantiation(await readDraft(stage, caseId), window);
  await instantiateCase(stage.as('ana'), { caseId, ...given });
  await edit(stage, 'ana', caseId, developed);
  await writeBodies(stage, 'ana', caseId, BODIES);
  await stage.day(-136);
  await edit(stage, 'priya', caseId, (document) => watched(scoped(document, window)));

  const evidence = await bringEvidence(stage, caseId);
  await edit(stage, 'priya', caseId, (document) => resting(document, evidence));

  await stage.day(-119);
  const nodeId = idOf(await readDraft(stage, caseId), 'HC1a');
  const asked = await addComment(stage.as('priya'), {
    caseId,
    nodeId,
    quote: '',
    body: 'I would count sessions, not attempts: one session can try twice.',
  });
  await addComment(stage.as('ana'), {
    caseId,
    nodeId,
    quote: '',
    threadId: asked.commentId,
    body: 'The log counts attempts, so the criterion does. HC-A1 says what that takes for granted.',
  });
  return made;
}
