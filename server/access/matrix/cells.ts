import type { Tx } from '@/server/platform/database';
import { loadSession } from '@/server/auth/session';
import { beginCeremony } from '@/server/signing/ceremony';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import type { SignedInContext } from '@/server/trpc/init';
import { createCaller } from '@/server/trpc/root';
import { type ActorName } from './actors';
import { attempt, type Attempt, callProcedure } from './attempt';
import { authenticatorOf, signed } from './ceremonies';
import { type HttpCalls, openHttpCalls } from './httpCalls';
import { type At, INPUTS, type Shown } from './inputs';
import { REQUESTS } from './requests';
import { callOf, type Row } from './row';
import type { Scene } from './scene';
import type { Things } from './things';
import type { TrialTx } from './trialTx';

/** A stage on which rows are tried. */
export interface Trial {
  trial: TrialTx;
  shown: Shown;
}

/** Tries rows as actors, each call in a savepoint that is rolled back. */
export class Cells {
  private readonly contexts = new Map<ActorName, RequestContext>();

  private constructor(
    private readonly scene: Scene,
    private readonly http: HttpCalls,
    private readonly deps: Scene['world']['deps'],
  ) {}

  static async open(scene: Scene): Promise<Cells> {
    const deps: Scene['world']['deps'] = {
      ...scene.world.deps,
      // Thousands of calls of one person in a minute; limits have tests of their own.
      limiter: { spend: async () => undefined },
      // What is rolled back is told to nobody.
      bus: { ...scene.world.deps.bus, publish: async () => undefined },
    };
    return new Cells(scene, await openHttpCalls(deps), deps);
  }

  close(): Promise<void> {
    return this.http.close();
  }

  /** What comes of a row for an actor who names these things. */
  async try({ trial, shown }: Trial, row: Row, actor: ActorName, things: Things): Promise<Attempt> {
    const tx = trial.db;
    const context = { ...(await this.contextOf(actor)), db: tx };
    return trial.undoing(async () => {
      const at = this.at({ trial, shown }, actor, context, things);
      switch (row.transport) {
        case 'procedure': {
          const input = await inputOf(row, at);
          return attempt(() => callProcedure(context, callOf(row), input));
        }
        case 'act': {
          const input = await inputOf(row, at);
          return attempt(() =>
            callProcedure(context, 'signing.begin', { act: callOf(row), input }),
          );
        }
        case 'route': {
          const make = REQUESTS[row.name];
          if (make === undefined) throw new Error(`There is no request for ${row.name}.`);
          const input = await make(at);
          const [method = ''] = row.name.split(' ');
          const sessionId = await this.sessionOf(actor);
          return this.http.ask(tx, sessionId, input.method ?? method, input);
        }
        case 'message':
          throw new Error('Messages go over a socket.');
      }
    });
  }

  /** Begins an act, leaves every organisation, and completes the act. */
  async completeAfterLeaving(
    { trial, shown }: Trial,
    row: Row,
    actor: ActorName,
    things: Things,
  ): Promise<Attempt> {
    return trial.undoing(async () => {
      const context = this.signedIn(trial.db, actor);
      const at = this.at({ trial, shown }, actor, context, things);
      const begun = await beginCeremony(context, {
        act: callOf(row),
        input: await inputOf(row, at),
      });
      await trial.db.membership.updateMany({
        where: { personId: context.session.personId },
        data: { endedAt: context.now() },
      });
      const answer = signed(at.authenticator, begun);
      return attempt(() => callProcedure(context, 'signing.complete', answer));
    });
  }

  private at(
    { trial, shown }: Trial,
    actor: ActorName,
    context: RequestContext,
    things: Things,
  ): At {
    const { scene } = this;
    return {
      scene,
      things,
      tx: trial.db,
      shown,
      context,
      authenticator: scene.signers.get(actor)?.authenticator ?? authenticatorOf(context),
      as: (other) => this.signedIn(trial.db, other),
    };
  }

  private signedIn(tx: Tx, actor: ActorName): SignedInContext {
    const context = this.contexts.get(actor);
    if (!context) throw new Error(`${actor} has not been met.`);
    return { ...context, db: tx, session: requireSession(context) };
  }

  /** Who asks is read from the session's row, as on the wire; once, because nothing changes it. */
  private async contextOf(actor: ActorName): Promise<RequestContext> {
    const known = this.contexts.get(actor);
    if (known) return known;
    const sessionId = await this.sessionOf(actor);
    const { prisma } = this.deps.database;
    const context: RequestContext = {
      ...this.deps,
      db: prisma,
      session: sessionId === null ? null : await loadSession(prisma, sessionId, this.deps.now()),
      requestId: 'matrix',
      address: '127.0.0.1',
      userAgent: 'matrix',
    };
    this.contexts.set(actor, context);
    return context;
  }

  /** Reads the pages on which one freezes and decides. */
  async look(trial: TrialTx, { caseId, releaseId }: Things): Promise<Trial> {
    const officer = createCaller(this.signedIn(trial.db, 'officer'));
    const { contentDigest, number } = await officer.releases.preview({ caseId });
    const page = await officer.signoffs.page({ releaseId }).catch(() => null);
    const shown = {
      freezing: { expectedContentDigest: contentDigest ?? '', number },
      deciding: {
        viewDigest: page?.viewDigest ?? '0'.repeat(64),
        acceptedResiduals: page?.residuals.map(({ id }) => id) ?? [],
      },
    };
    return { trial, shown };
  }

  /** Meets everybody, so that inputs can be prepared in their names. */
  async meet(actors: readonly ActorName[]): Promise<void> {
    for (const actor of actors) await this.contextOf(actor);
  }

  private async sessionOf(actor: ActorName): Promise<string | null> {
    const person = this.scene.people.get(actor);
    return person ? this.scene.world.sessionOf(person) : null;
  }
}

async function inputOf(row: Row, at: At): Promise<unknown> {
  const make = INPUTS[row.name];
  if (make === undefined) throw new Error(`There is no input for ${row.name}.`);
  return make(at);
}
