import type { State } from "../../asl/ast.ts";
import { asksTheSame } from "../words/asks-the-same.ts";
import { namedField } from "../words/literal-field.ts";
import type { LoneState } from "../words/see-state.ts";
import type { Pair } from "./pairing.ts";

/**
 * By the tasks (by index) that take back what steps have done, though nothing failed, the names of those steps: "ReleaseLock" asks
 * just what "ReleaseLockOnFailure" asks, which undoes "AcquireLock". `states` are those of the graph, `onWay` those on the way to success.
 */
export function takenBack(
  states: readonly LoneState[],
  onWay: readonly number[],
  pairs: readonly Pair[],
): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  if (pairs.length === 0) return found;
  const known = pairsByCallee(states, pairs);
  for (const index of onWay) {
    const place = states[index]?.place;
    if (place?.type !== "Task") continue;
    const alike = (known.get(callee(place)) ?? []).filter(
      ({ step, compensation }) => step.index !== index && compensation.index !== index && asksTheSame(place, compensation.place),
    );
    if (alike.length > 0) found.set(index, [...new Set(alike.map(({ step }) => step.state))]);
  }
  return found;
}

/** The pairs by what their compensations call; but for those where the step asks the same, which its input tells what to do. */
function pairsByCallee(states: readonly LoneState[], pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
  const known = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const { place } = pair.compensation;
    const own = states[pair.step.index]?.place;
    if (own === undefined || asksTheSame(own, place)) continue;
    const others = known.get(callee(place));
    if (others === undefined) known.set(callee(place), [pair]);
    else others.push(pair);
  }
  return known;
}

/** What is called, as far as it is written out: only what calls the same can ask the same. */
function callee(state: State): string {
  return state.type === "Task" ? `${state.resource.value} ${namedField(state.arguments, "FunctionName") ?? ""}` : "";
}
