import * as Y from 'yjs';
import { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { readActs } from '@/server/collab/history';
import { poolQuery } from '@/server/collab/query';
import { createTypingCase, decisionOf, openTestSocket, storedDecision, until } from '../collab';
import { Random } from '../random';
import { FAULTS, type FaultName } from './faults';
import type { Stage } from './stage';
import { Typist, type Desk } from './typist';

export interface TrialOutcome {
  fault: FaultName;
  seed: number;
  /** Marks that were shown as saved. */
  acknowledged: number;
  lost: number;
  /** Marks, or requests of the log, that are there twice. */
  doubled: number;
  /** Other promises that were broken, each in a sentence. */
  broken: string[];
}

/** How long after healing everything has to be saved and equal, in milliseconds. */
const HEALED_WITHIN = 20_000;
const PEOPLE = ['ada', 'ben', 'cy'];

/** People type; something goes wrong; everything is whole again: what became of their marks? */
export async function runTrial(
  stage: Stage,
  fault: FaultName,
  seed: number,
): Promise<TrialOutcome> {
  const random = new Random(seed);
  const { database } = stage;
  const caseId = await createTypingCase(database);
  const route = { port: stage.app.port };
  const pages = PEOPLE.slice(0, 2 + random.below(2)).map((person) => open(caseId, person, route));
  const typists = pages.map((page, place) => new Typist(place, deskOf(page), random));
  const broken: string[] = [];
  let gone = false;
  const leave = (): void => {
    gone = true;
    for (const typist of typists) {
      typist.stop();
      typist.desk.leave();
    }
  };
  try {
    await until(() => pages.every((page) => page.documentState(STRUCTURE_DOCUMENT).synced));
    for (const typist of typists) typist.start();
    await new Promise((resolve) => setTimeout(resolve, random.between(30, 350)));
    await FAULTS[fault]({
      stage,
      random,
      caseId,
      route,
      leave,
      reconnect: () => {
        for (const page of pages) {
          page.lost();
          page.retry();
        }
      },
    });
    for (const typist of typists) typist.stop();
    if (!gone) {
      for (const page of pages) page.retry();
      const settled = (): boolean => pages.every((page) => page.saveState().kind === 'saved');
      await until(settled, HEALED_WITHIN).catch(() => {
        const states = pages.map((page) => [page.saveState(), page.linkState()]);
        broken.push(`not saved after healing: ${JSON.stringify(states)}`);
      });
    }
    const stored = await storedDecision(database, caseId);
    if (!gone) await agree(pages, stored, broken);
    for (const typist of gone ? [] : typists) {
      if (typist.missingFrom(stored) > 0 && broken.length === 0)
        broken.push(`${typist.missingFrom(stored)} marks were never sent again`);
    }
    const repeated = await holdLogAgainst(stage, caseId, stored, broken);
    const sum = (of: (typist: Typist) => number): number =>
      typists.reduce((all, typist) => all + of(typist), 0);
    return {
      fault,
      seed,
      acknowledged: sum((typist) => typist.shownSaved),
      lost: sum((typist) => typist.lostFrom(stored)),
      doubled: sum((typist) => typist.doubledIn(stored)) + repeated,
      broken,
    };
  } finally {
    if (!gone) leave();
  }
}

/** What to print of a trial that broke a promise; the seed draws the same pauses and places. */
export function describeTrial({ fault, seed, lost, doubled, broken }: TrialOutcome): string {
  return `${fault}, seed ${seed}: ${lost} lost, ${doubled} doubled; ${broken.join('; ')}`;
}

export function isSound({ lost, doubled, broken }: TrialOutcome): boolean {
  return lost === 0 && doubled === 0 && broken.length === 0;
}

function open(caseId: string, person: string, route: { port: number }): CaseConnection {
  const connection = new CaseConnection({
    caseId,
    deviceId: `device-${person}`,
    openSocket: (events) => openTestSocket(route.port, `person=${person}`)(events),
  });
  connection.open(STRUCTURE_DOCUMENT);
  connection.start();
  return connection;
}

function deskOf(page: CaseConnection): Desk {
  return {
    text: () => decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc),
    isSaved: () => page.saveState().kind === 'saved',
    onSaved: (listener) => void page.subscribe('save', listener),
    leave: () => page.destroy(),
  };
}

async function agree(
  pages: readonly CaseConnection[],
  stored: string,
  broken: string[],
): Promise<void> {
  const equal = (page: CaseConnection): boolean =>
    decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).toJSON() === stored;
  await until(() => pages.every(equal), 5_000).catch(() => {
    broken.push('pages show something else than the log has, five seconds later');
  });
}

/**
 * Whether the log, act by act, tells what the merged states tell (F24), and each request once.
 *
 * @returns how many requests are there again
 */
async function holdLogAgainst(
  { database }: Stage,
  caseId: string,
  stored: string,
  broken: string[],
): Promise<number> {
  const acts = await readActs(poolQuery(database.pool), caseId, 0);
  const doc = new Y.Doc();
  for (const { entries } of acts) for (const { update } of entries) Y.applyUpdate(doc, update);
  if (decisionOf(doc).toJSON() !== stored) broken.push('merged states differ from the log');
  if (acts.some(({ seq }, at) => seq !== at + 1)) broken.push('the log has a gap');
  const requests = acts.filter(({ clientId }) => clientId !== 0);
  const names = new Set(requests.map(({ clientId, requestId }) => `${clientId} ${requestId}`));
  return requests.length - names.size;
}
