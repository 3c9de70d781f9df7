/** Every state machine, in the order the documents show them. */

import { DEFEATER } from './defeater';
import { ENGAGEMENT } from './engagement';
import { EVIDENCE_VERSION } from './evidenceVersion';
import { FINDING } from './finding';
import { type MachineDescription, describeMachine } from './machineDescription';
import { RELEASE } from './release';
import { REVIEW_ROUND } from './reviewRound';

export const MACHINES: readonly MachineDescription[] = [
  describeMachine(RELEASE),
  describeMachine(REVIEW_ROUND),
  describeMachine(FINDING),
  describeMachine(DEFEATER),
  describeMachine(EVIDENCE_VERSION),
  describeMachine(ENGAGEMENT),
];
