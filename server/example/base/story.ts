import { createCase } from '@/server/cases/create';
import { instantiateCase } from '@/server/cases/change';
import { addComment } from '@/server/comments/service';
import { edit, idOf, readDraft, writeBodies } from '../document';
import { decide, engage, freezePreviewed, type ExampleRelease } from '../releases';
import type { Stage } from '../stage';
import { BODIES, developed, instantiation } from './argument';
import { bringEvidence, resting } from './evidence';
import { reviewBase, turnIntoCondition } from './review';
import { scoped } from './scope';

export interface PublishedBase extends ExampleRelease {
  caseId: string;
  caseSlug: string;
}

/** The base case of Meridian Labs, from the template to the public page: half a year of work. */
export async function makeBase(stage: Stage): Promise<PublishedBase> {
  const window = { from: stage.date(-90), until: stage.date(274) };
  const { caseId, caseSlug } = await writeBase(stage, window);

  stage.day(-112);
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

  stage.day(-94);
  await turnIntoCondition(stage, perWindow);
  await decide(stage, 'ines', releaseId, {
    decision: 'approved-with-conditions',
    reasons:
      'Harm control is shown for this setting, with margin, by people who did not build it. What nobody knows is named, and accepted for one year in which the figures are read each week.',
    dissent:
      'Yuki Tanabe would not rely on HC6 for long. The board shares the doubt, and accepts it for this window only.',
    conditions: [
      {
        text: 'Auditor workload stays under 60 items an hour; the figure is reported each month.',
        due: stage.date(150),
      },
    ],
  });

  stage.day(-92);
  await stage.sign('dev', 'release.publish', { releaseId });
  return { ...release, caseId, caseSlug };
}

/** Two days before the first start: the weekly figure is over the limit, and the officer acts on it. */
export async function suspendBase(stage: Stage, { releaseId }: PublishedBase): Promise<void> {
  stage.day(-2, 16);
  await stage.sign('dev', 'release.suspend', {
    releaseId,
    reason:
      'In one week the standing red team got 9 of 600 attacks past monitor and auditors: 1.5 %, where HC1a allows 1 %. Use stops until the cause is known.',
  });
}

async function writeBase(
  stage: Stage,
  window: { from: string; until: string },
): Promise<{ caseId: string; caseSlug: string }> {
  stage.day(-140);
  const made = await createCase(stage.as('ana'), {
    orgSlug: 'meridian',
    slug: 'larch-2-scheming',
    title: 'Larch 2: no unacceptable outcome through scheming',
    from: { template: 'scheming' },
  });
  const { caseId } = made;
  stage.day(-139);
  const given = instantiation(await readDraft(stage, caseId), window);
  await instantiateCase(stage.as('ana'), { caseId, ...given });
  await edit(stage, 'ana', caseId, developed);
  await writeBodies(stage, 'ana', caseId, BODIES);
  stage.day(-136);
  await edit(stage, 'priya', caseId, (document) => scoped(document, window));

  const evidence = await bringEvidence(stage, caseId);
  await edit(stage, 'priya', caseId, (document) => resting(document, evidence));

  stage.day(-119);
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
