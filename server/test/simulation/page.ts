import { CaseConnection } from '@/components/collab/CaseConnection';
import type { Random } from '../random';
import type { Clock } from './clock';
import { DOCUMENTS, textOf } from './content';
import type { Destination, Network, Visitor } from './network';

/** One mark that somebody typed: a character of the private use area, in no other place. */
export interface Mark {
  character: string;
  document: string;
  page: FakePage;
  /** Whether "Saved" was shown on its page while it was there. */
  promised: boolean;
  /** Its author threw it away, having been shown that it was refused. */
  discarded: boolean;
}

/** A real case connection on a page that is only played, and somebody who types on it. */
export class FakePage implements Visitor {
  dead = false;
  readonly marks: Mark[] = [];
  /** What the page said about its work that it must not say. */
  readonly broken: string[] = [];
  readonly connection: CaseConnection;
  /** Acts since "Saved" was last shown. */
  private unsaved = 0;

  constructor(
    readonly name: string,
    readonly personId: string,
    readonly caseId: string,
    network: Network,
    private readonly clock: Clock,
    destination: () => Destination | null,
  ) {
    this.connection = new CaseConnection({
      caseId,
      deviceId: `device-${personId}`,
      openSocket: network.socketsOf(this, destination),
    });
    this.connection.subscribe('save', () => this.look());
  }

  start(): void {
    this.act(() => {
      for (const name of DOCUMENTS) this.connection.open(name);
      this.connection.start();
    });
  }

  /** Does something on the page; what follows from it is the page's. */
  act(what: () => void): void {
    this.clock.after(0, this, what);
  }

  /** Types one mark, or one in each document in one go; nothing while they are not loaded. */
  type(characters: readonly string[], random: Random): void {
    const where = characters.length > 1 ? DOCUMENTS : [random.pick(DOCUMENTS)];
    this.act(() => {
      if (!this.isEditable()) return;
      this.unsaved += 1;
      where.forEach((name, at) => {
        const character = characters[at];
        const { doc, synced } = this.connection.documentState(name);
        const text = synced ? textOf(doc, name) : null;
        if (!text || character === undefined) return;
        this.marks.push({
          character,
          document: name,
          page: this,
          promised: false,
          discarded: false,
        });
        text.insert(random.below(text.length + 1), character);
      });
    });
  }

  /** Types something plain, and takes something plain away again. */
  scribble(random: Random): void {
    const name = random.pick(DOCUMENTS);
    this.act(() => {
      if (!this.isEditable()) return;
      const { doc, synced } = this.connection.documentState(name);
      const text = synced ? textOf(doc, name) : null;
      if (!text) return;
      this.unsaved += 1;
      const at = text.toJSON().indexOf('.');
      if (at >= 0 && random.chance(0.5)) text.delete(at, 1);
      else text.insert(random.below(text.length + 1), '..');
    });
  }

  /** The browser is gone, and with it what was not saved. */
  crash(): void {
    this.dead = true;
  }

  /** The person is shown what was refused, and lets go of it. */
  discard(): void {
    this.act(() => {
      for (const mark of this.marks) if (!mark.promised) mark.discarded = true;
      this.connection.discardAndReconnect();
    });
  }

  /** Editors are closed where the person may only read, and where something was refused. */
  private isEditable(): boolean {
    const link = this.connection.linkState();
    return link.kind === 'online' ? link.mode === 'read-write' : link.kind !== 'refused';
  }

  private look(): void {
    const state = this.connection.saveState();
    if (state.kind === 'saved') {
      this.unsaved = 0;
      for (const mark of this.marks) if (!mark.discarded) mark.promised = true;
    } else if (state.changes > this.unsaved) {
      this.broken.push(`${state.changes} changes are unsaved and ${this.unsaved} were made`);
    }
  }
}
