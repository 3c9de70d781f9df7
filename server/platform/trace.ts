/** What a span says beside its name. Never content of cases, names of people, or paths with tokens. */
export type SpanFacts = Record<string, string | number | boolean>;

/** Makes spans; {@link startTelemetry} is the one that does. */
export interface Tracing {
  /**
   * Runs an act under a span: a child of the span under way, or of the one that the caller's headers
   * name (W3C Trace Context).
   *
   * @param finish facts that are known at the end alone
   */
  run<T>(
    name: string,
    facts: SpanFacts,
    act: () => Promise<T>,
    more: { finish?: (() => SpanFacts) | undefined; from?: unknown },
  ): Promise<T>;
  /** The span under way, for log lines. */
  current(): { trace_id: string; span_id: string } | undefined;
}

let tracing: Tracing | null = null;

/** Sets what makes spans; null where nobody asked for any. */
export function provideTracing(given: Tracing | null): void {
  tracing = given;
}

/** Runs an act under a span where traces are made, and as it is where they are not. */
export function traced<T>(
  name: string,
  facts: SpanFacts,
  act: () => Promise<T>,
  more: { finish?: () => SpanFacts; from?: unknown } = {},
): Promise<T> {
  return tracing ? tracing.run(name, facts, act, more) : act();
}

/** What ties a log line to its trace; nothing where no traces are made. */
export function traceIds(): { trace_id?: string; span_id?: string } {
  return tracing?.current() ?? {};
}
