import type { PresentPerson, ServerMessage } from '@/core/collab/messages';

const NOBODY: readonly PresentPerson[] = [];

/** Who else is in the case, as the server tells it bit by bit. */
export class Company {
  /** The same array until somebody comes, moves or leaves. */
  others: readonly PresentPerson[] = NOBODY;
  private readonly present = new Map<number, PresentPerson>();

  hear(message: Extract<ServerMessage, { type: 'presence' }>, ownClientId: number): void {
    if (message.reset) this.present.clear();
    for (const person of message.people) this.present.set(person.clientId, person);
    for (const clientId of message.gone) this.present.delete(clientId);
    this.others = [...this.present.values()].filter(({ clientId }) => clientId !== ownClientId);
  }

  /** @returns whether there was anybody */
  forget(): boolean {
    const had = this.present.size > 0;
    this.present.clear();
    this.others = NOBODY;
    return had;
  }
}
