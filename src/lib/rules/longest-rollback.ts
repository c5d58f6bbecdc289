import type { Retrier, State } from "../asl/ast.ts";
import { reachable, successors } from "../saga/graph/machine-graph.ts";
import { analysisOf } from "./failing.ts";
import { isCompensation } from "./recovery-chain.ts";
import type { Subject } from "./rule.ts";

/**
 * The most seconds that the machine's rollbacks may take, every attempt of every Task to its TimeoutSeconds; null where a Task on the
 * way has none, where a rollback goes round in circles, and where it runs in a Parallel or Map.
 */
export function longestRollback(subject: Subject): number | null {
  const { graph, forward } = analysisOf(subject);
  const compensations = [...graph.states.keys()].filter((name) => isCompensation(subject, name));
  const known = new Map<string, number | null>();
  for (const name of reachable(graph, compensations).toReversed()) {
    const state = graph.states.get(name)?.state;
    const own = state === undefined || forward.has(name) ? 0 : secondsOf(state);
    // In a circle something comes before what it leads to.
    const rest = forward.has(name) ? [] : successors(graph, name).map((next) => known.get(next) ?? null);
    known.set(name, longest(own, rest));
  }
  const rollbacks = compensations.map((name) => known.get(name) ?? null);
  return rollbacks.length === 0 ? null : longest(0, rollbacks);
}

function longest(own: number | null, rest: readonly (number | null)[]): number | null {
  const seconds = rest.filter((each) => each !== null);
  return own === null || seconds.length < rest.length ? null : own + Math.max(0, ...seconds);
}

function secondsOf(state: State): number | null {
  if (state.type === "Parallel" || state.type === "Map" || state.type === "Wait") return null;
  if (state.type !== "Task") return 0;
  const { timeoutSeconds } = state;
  if (timeoutSeconds?.type !== "literal" || typeof timeoutSeconds.value !== "number") return null;
  const attempts = state.retry.reduce((count, { maxAttempts }) => count + maxAttempts, 1);
  return timeoutSeconds.value * attempts + state.retry.reduce((seconds, retrier) => seconds + waits(retrier), 0);
}

/** The longest that all waits before a retrier's attempts take together. */
function waits({ intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds = Infinity }: Retrier): number {
  let total = 0;
  for (let attempt = 0; attempt < Math.min(maxAttempts, 1000); attempt += 1) {
    total += Math.min(intervalSeconds * backoffRate ** attempt, maxDelaySeconds);
  }
  return total;
}
