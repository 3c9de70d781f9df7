import { baseToBuildOn, createCase } from '@/server/cases/create';
import { instantiateCase } from '@/server/cases/change';
import type { PublishedBase } from '../base/story';
import { edit, idOf, readDraft, writeBodies } from '../document';
import { decide, engage, freezePreviewed, type ExampleRelease } from '../releases';
import { planReadings } from '../readings';
import type { Stage } from '../stage';
import { BODIES, developed, instantiation } from './argument';
import { disposed, matched } from './contract';
import { bringEvidence, resting } from './evidence';
import { reviewSupplement } from './review';
import { scoped, watched } from './scope';

/** The supplement of St Brannoc Hospital, pinned to the base as it was published. */
export async function makeSupplement(stage: Stage, base: PublishedBase): Promise<ExampleRelease> {
  const window = { from: stage.date(-40), until: stage.date(240) };
  const shown = await baseToBuildOn(stage.tx, base.digest);
  await stage.day(-85);
  const { caseId } = await createCase(stage.as('helen'), {
    orgSlug: 'st-brannoc',
    slug: 'ward-documentation',
    title: 'Ward documentation and inbox assistant at St Brannoc Hospital',
    from: { base: base.digest, template: 'hospital-supplement' },
  });
  await instantiateCase(stage.as('helen'), { caseId, ...instantiation(window) });
  await edit(stage, 'helen', caseId, developed);
  await writeBodies(stage, 'helen', caseId, BODIES);
  await stage.day(-80);
  await edit(stage, 'helen', caseId, (document) => watched(scoped(document, window)));
  await stage.day(-68);
  const evidence = await bringEvidence(stage, caseId);
  await edit(stage, 'helen', caseId, (document) => resting(document, evidence));
  await stage.day(-64);
  await edit(stage, 'helen', caseId, (document) => disposed(matched(document, shown), stage));

  await stage.day(-60);
  const release = await freezePreviewed(
    stage,
    'helen',
    caseId,
    'First release: three wards, drafts alone, pinned to release 1 of the base.',
  );
  const { releaseId } = release;
  await engage(stage, 'helen', caseId, 'yuki', 'assessor');
  await stage.sign('helen', 'release.submit', { releaseId });
  const document = await readDraft(stage, caseId);
  await stage.sign('helen', 'release.disclose', {
    releaseId,
    withhold: [
      {
        record: idOf(document, 'HS-Sn9'),
        class: 'personal',
        reason: 'Names the clinicians who took part. Read by the assessor.',
      },
    ],
  });

  await reviewSupplement(stage, releaseId, document, shown);

  await stage.day(-45);
  await decide(stage, 'owen', releaseId, {
    decision: 'approved-with-conditions',
    reasons:
      'The base holds for what we use it for, our own hazards are known, and use stops by itself when either changes.',
    dissent: '',
    conditions: [
      {
        text: 'Omissions and invented facts are measured for each patient group on the three wards.',
        due: stage.date(150),
      },
    ],
  });
  await stage.day(-42);
  await stage.sign('helen', 'release.publish', { releaseId });
  const read = (indicator: string, from: number, values: string) =>
    planReadings(stage, caseId, {
      indicator,
      who: 'helen',
      from,
      everyDays: 7,
      values: values.split(' '),
    });
  await read('SPI-1', -30, '90.8');
  await read('SPI-2', -38, '88 84 91 79 83 81');
  return release;
}
