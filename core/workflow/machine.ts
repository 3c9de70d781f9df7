/**
 * State machines as data. A machine is a table of transitions, so that the server, the documents
 * (docs/workflow.md) and the tests read one and the same thing.
 *
 * `EventFacts` maps every event to the facts its guards need; a caller cannot fire an event without
 * having loaded what decides it.
 */

/** Who a transition belongs to. The policies (core/policy) decide who holds the part. */
export const PARTIES = [
  'author',
  'officer',
  'assessor',
  'review-lead',
  'raiser',
  'decision-maker',
  'regulator',
  'invited',
  'owner',
  'rule',
] as const;
export type Party = (typeof PARTIES)[number];

/** A named condition of a transition. */
export interface Guard<Facts> {
  readonly name: string;
  /** What has to be so, for the documents. */
  readonly requires: string;
  /** A sentence that says what to do, or null when the guard lets the event pass. */
  readonly refuse: (facts: Facts) => string | null;
}

export type Transition<State extends string, EventFacts> = {
  [Event in keyof EventFacts & string]: {
    readonly event: Event;
    readonly from: readonly State[];
    readonly to: State;
    readonly who: readonly Party[];
    readonly guards: readonly Guard<EventFacts[Event]>[];
  };
}[keyof EventFacts & string];

export interface Machine<State extends string, EventFacts> {
  readonly name: string;
  readonly title: string;
  readonly initial: State;
  /** Every state and what it means. */
  readonly states: Readonly<Record<State, string>>;
  /** How each event reads in a sentence: "be submitted", "be suspended". */
  readonly events: Readonly<Record<keyof EventFacts & string, string>>;
  readonly transitions: readonly Transition<State, EventFacts>[];
}

export type Outcome<State extends string> =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly refused: string; readonly sentence: string };

/** The guard named when an event is not foreseen in the present state. */
export const NOT_FROM_THIS_STATE = 'not-from-this-state';

/**
 * Fires `event` in `state`. Pure: the caller stores the new state with compare-and-set.
 *
 * Returns the new state, or the first guard that refused with a sentence that says what to do.
 * Never throws, whatever `state` is.
 */
export function transition<
  State extends string,
  EventFacts,
  Event extends keyof EventFacts & string,
>(
  machine: Machine<State, EventFacts>,
  state: State,
  event: Event,
  facts: EventFacts[Event],
): Outcome<State> {
  const found = machine.transitions.find(
    (candidate): candidate is Extract<Transition<State, EventFacts>, { event: Event }> =>
      candidate.event === event && candidate.from.includes(state),
  );
  if (found === undefined) {
    return { ok: false, refused: NOT_FROM_THIS_STATE, sentence: wrongState(machine, state, event) };
  }
  for (const guard of found.guards) {
    const sentence = guard.refuse(facts);
    if (sentence !== null) return { ok: false, refused: guard.name, sentence };
  }
  return { ok: true, state: found.to };
}

/** The events that are foreseen in a state, guards aside. */
export function eventsFrom<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
  state: State,
): (keyof EventFacts & string)[] {
  const events = machine.transitions
    .filter((candidate) => candidate.from.includes(state))
    .map((candidate) => candidate.event);
  return [...new Set(events)];
}

/** States that no event leaves. */
export function finalStates<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
): State[] {
  return statesOf(machine).filter((state) => eventsFrom(machine, state).length === 0);
}

export function statesOf<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
): State[] {
  return Object.keys(machine.states) as State[];
}

/** `changes-requested` → "changes requested". */
export function inWords(name: string): string {
  return name.replaceAll('-', ' ');
}

function wrongState<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
  state: State,
  event: keyof EventFacts & string,
): string {
  const possible = eventsFrom(machine, state).map((name) => machine.events[name]);
  const now = `This ${machine.title.toLowerCase()} is ${inWords(state)} and cannot ${machine.events[event]}.`;
  if (possible.length === 0) return `${now} Nothing changes this state any more.`;
  return `${now} It can ${listWords(possible, 'or')}.`;
}

/** "a, b and c". */
export function listWords(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1]}`;
}
