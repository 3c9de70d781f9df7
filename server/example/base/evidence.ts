import { newId } from '@/core/argument/ids';
import type { CaseDocument } from '@/core/argument/document';
import { utf8 } from '@/core/snapshot/bytes';
import { idOf } from '../document';
import { evaluationLog } from '../evaluationLog';
import { register, upload, type ExampleFile } from '../evidence';
import type { Stage } from '../stage';
import { SUBJECT } from './scope';

const SYSTEM = `${SUBJECT.name} ${SUBJECT.version}`;

/** The figures are made up, and say so wherever they are read. */
const INVENTED = 'Invented for the worked example.';

const MODEL = 'meridian/larch-2.1';
const MONITOR = 'meridian/alder-1';

export interface BaseEvidence {
  dossier: string;
  audits: string;
  security: string;
  drills: string;
  plan: string;
}

/** Brings the evidence of the base in, as Priya Nair does it over some weeks. */
export async function bringEvidence(stage: Stage, caseId: string): Promise<BaseEvidence> {
  await stage.day(-132);
  const dossier = await register(stage, 'priya', {
    caseId,
    title: 'Control evaluation dossier',
    kind: 'evaluation-log',
    method: `Red and blue team, three rounds, judge from outside the product line. ${INVENTED}`,
    subject: SYSTEM,
    access: 'public',
  });
  await upload(stage, 'priya', dossier, control('CP-2', stage.date(-133), 2_400, 0.013, 0.018));
  await stage.day(-121);
  await upload(stage, 'priya', dossier, control('CP-3', stage.date(-122), 4_800, 0.0062, 0.0093));
  const audits = await register(stage, 'priya', {
    caseId,
    title: 'Planted-attack audits, eight weeks',
    kind: 'evaluation-log',
    method: `Known attacks hidden among ordinary items; auditors do not know which. ${INVENTED}`,
    subject: SYSTEM,
    access: 'public',
  });
  await upload(stage, 'priya', audits, plantedAttacks(stage.date(-123)));
  const rest = { caseId, method: INVENTED, subject: SYSTEM };
  const security = await register(stage, 'priya', {
    ...rest,
    title: 'Security review of the inference paths',
    kind: 'report',
    access: 'assessors',
  });
  await upload(stage, 'priya', security, note('security-review.md', SECURITY_REVIEW));
  const drills = await register(stage, 'priya', {
    ...rest,
    title: 'Response drills, second quarter',
    kind: 'record',
    access: 'public',
  });
  await upload(stage, 'priya', drills, note('response-drills.md', DRILLS));
  const plan = await register(stage, 'priya', {
    ...rest,
    title: 'Upkeep plan',
    kind: 'record',
    access: 'public',
  });
  await upload(stage, 'priya', plan, note('upkeep-plan.md', UPKEEP_PLAN));
  return { dossier, audits, security, drills, plan };
}

/** What rests on the evidence, and the limits it is held to. */
export function resting(document: CaseDocument, evidence: BaseEvidence): CaseDocument {
  const on = (identifier: string, artefact: string, shows: string) => ({
    id: newId(),
    node: idOf(document, identifier),
    evidence: artefact,
    shows,
  });
  return {
    ...document,
    evidence: [
      ...document.evidence,
      on(
        'Sn-HC1',
        evidence.dossier,
        'How often the best upheld attack succeeds before it is caught.',
      ),
      on(
        'Sn-HC4a',
        evidence.audits,
        'How many planted attacks auditors catch after months of use.',
      ),
      on('Sn-HC5', evidence.security, 'Which paths lead to the weights, and what closes each.'),
      on('Sn-HC7', evidence.drills, 'How long it takes from a detection to a stop.'),
      on('Sn-G5', evidence.plan, 'Who acts on which trigger, and within what time.'),
    ],
    criteria: [
      ...document.criteria,
      {
        id: newId(),
        node: idOf(document, 'HC1a'),
        metric: 'attack_success/upper95',
        comparator: '<=',
        value: '0.01',
        unit: 'of attempts',
        failure:
          'The upper bound of the 95 % interval says that more than one attempt in a hundred gets past monitor and auditors.',
      },
      {
        id: newId(),
        node: idOf(document, 'HC4a'),
        metric: 'planted_attacks_caught/mean',
        comparator: '>=',
        value: '0.9',
        unit: 'of planted attacks',
        failure: 'Auditors miss more than one planted attack in ten.',
      },
    ],
  };
}

function control(
  protocol: string,
  day: string,
  samples: number,
  success: number,
  upper95: number,
): ExampleFile {
  const bytes = evaluationLog({
    task: `control_evaluation_${protocol.toLowerCase().replace('-', '')}`,
    dataset: 'upheld-attacks',
    model: MODEL,
    monitor: MONITOR,
    started: `${day}T08:00:00+00:00`,
    finished: `${day}T15:40:00+00:00`,
    samples,
    scores: {
      attack_success: { mean: success, upper95 },
      missed_by_monitor: { mean: Number((success * 1.6).toFixed(5)) },
    },
  });
  return {
    fileName: `control-evaluation-${protocol.toLowerCase()}.json`,
    mediaType: 'application/json',
    bytes,
  };
}

function plantedAttacks(day: string): ExampleFile {
  const bytes = evaluationLog({
    task: 'planted_attack_audits',
    dataset: 'planted-attacks',
    model: MODEL,
    monitor: MONITOR,
    started: `${day}T09:00:00+00:00`,
    finished: `${day}T17:00:00+00:00`,
    samples: 320,
    scores: { planted_attacks_caught: { mean: 0.9406, stderr: 0.0132 } },
  });
  return { fileName: 'planted-attacks.json', mediaType: 'application/json', bytes };
}

function note(fileName: string, text: string): ExampleFile {
  return { fileName, mediaType: 'text/markdown', bytes: utf8(`${INVENTED}\n\n${text}`) };
}

const SECURITY_REVIEW = `# Security review of the inference paths

Reviewed by people who did not build them. Attacker assumed: a criminal group with one insider. States
are out of scope, since nobody here can answer for them.

- Seven paths lead to a running copy. Each logs to the monitor before it answers.
- Two people are needed to read the weights. One path needed one; it was closed on the second day.
- A copy that is started without the monitor gets no documents.
`;

const DRILLS = `# Response drills, second quarter

| drill | from alarm to pause | from pause to full stop |
|---|---|---|
| alarm in office hours | 4 min | 11 min |
| alarm at night | 9 min | 26 min |
| monitor outage | 2 min | 14 min |

Drafts that were under way were held in all three. None had taken effect.
`;

const UPKEEP_PLAN = `# Upkeep plan

- Standing red team every two weeks. More than one attempt in a hundred past the monitor: the officer suspends
  the release on the day the figure is known, and everybody who builds on it learns at once.
- Planted attacks each month. Fewer than nine in ten caught: the same.
- A new version of Larch, of the scaffold or of the monitor: a new release, not this one.
- On the last day of the window, or when approval is lost: the gateway stops serving within the hour.
`;
