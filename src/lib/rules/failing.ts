import { oncePer } from "../base/once-per.ts";
import type { Span } from "../base/span.ts";
import { UNNAMED } from "../saga/error-classes.ts";
import type { Failure, FailureAnalysis } from "../saga/failures.ts";
import { analyseFailures } from "../saga/failures.ts";
import { canTimeOut } from "./can-time-out.ts";
import type { Subject } from "./rule.ts";

/** The path analysis of the machine that is looked at. */
export function failuresOf({ machine, model }: Subject): FailureAnalysis {
  return analyseFailures(machine, model);
}

/** Where the state's name stands. */
export function nameSpan({ graph }: FailureAnalysis, state: string): Span {
  return graph.states.get(state)?.state.nameSpan ?? graph.machine.span;
}

/** How the state fails, as the start of a sentence: `When ReserveInventory times out`. */
export function whenItFails({ state, error, handler }: Failure): string {
  if (error === null)
    return handler === state ? `When ${state} finds a failure` : `When ${handler ?? "a Choice"} finds that ${state} failed`;
  if (error === "States.Timeout") return `When ${state} times out`;
  if (error === "States.HeartbeatTimeout") return `When ${state} misses its heartbeat`;
  return error === UNNAMED ? `When ${state} fails` : `When ${state} fails with ${error}`;
}

/**
 * The failures that call for a rollback: not those of a compensation or of a message about the failure, which other rules judge,
 * nor, once every forward step is behind, those of anything but a forward step, unless a compensation runs then: else the saga is to
 * go on, not back.
 */
export const rollbackFailures: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, forward } = failuresOf(subject);
  const { steps, lastLeg } = subject.model;
  const undoing = [...steps.values()].filter(({ role }) => role === "compensation");
  return failures.filter(({ state, some }) => {
    const role = steps.get(state)?.role;
    if (role === "forward" || role === "compensation" || !forward.has(state)) return role === "forward";
    return !lastLeg.has(state) || undoing.some((compensation) => some.has(compensation.state));
  });
});

/** The timeouts of tasks whose time the definition limits: the effect may be there all the same. */
export const taskTimeouts: (subject: Subject) => readonly Failure[] = oncePer((subject) => {
  const { failures, graph } = failuresOf(subject);
  const found: Failure[] = [];
  for (const failure of failures) if (failure.error === "States.Timeout" && canTimeOut(graph, failure.state)) found.push(failure);
  return found;
});

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** The first of each group, groups in the order of their first members. */
export function firstOfEach<T>(items: Iterable<T>, keyOf: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}

/** The first failure of each state of which there is something to say, and what; in the order of the failures. */
export function firstOfStates<T>(
  failures: readonly Failure[],
  say: (failure: Failure) => readonly T[],
): readonly { readonly failure: Failure; readonly said: readonly T[] }[] {
  const found = new Map<string, { readonly failure: Failure; readonly said: readonly T[] }>();
  for (const failure of failures) {
    const said = found.has(failure.state) ? [] : say(failure);
    if (said.length > 0) found.set(failure.state, { failure, said });
  }
  return [...found.values()];
}
