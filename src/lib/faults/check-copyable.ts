import type { MapState, StateMachine, TaskState } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { UserError } from "../base/user-error.ts";
import type { Fault } from "./fault.ts";

/** The Tasks that faults are for, by name. */
export function faultedTasks(machine: StateMachine, faults: readonly Fault[]): ReadonlyMap<string, TaskState> {
  const names = new Set(faults.map(({ state }) => state));
  const tasks = [...allStates(machine)].flatMap((state) => (state.type === "Task" && names.has(state.name) ? [state] : []));
  return new Map(tasks.map((state) => [state.name, state]));
}

/** Whether a Task's own work may be asked for although faults are injected into it: on other attempts or iterations, or before an `@after`. */
export function needsRealWork(state: string, faults: readonly Fault[]): boolean {
  const first = faults.find((fault) => fault.state === state);
  const isAlways = first?.attempts === null && first.iteration === null;
  return !isAlways || (first.effect.type === "fail" && first.effect.phase !== "before");
}

/** Checks that a copy of the machine can have these faults. @throws UserError that says what only the embedded engine can do. */
export function checkCopyable(machine: StateMachine, type: "STANDARD" | "EXPRESS", faults: readonly Fault[]): void {
  const tasks = faultedTasks(machine, faults);
  const inMapRuns = new Set([...allStates(machine)].flatMap((state) => (isDistributed(state) ? [...allStates(state.processor)] : [])));
  for (const fault of faults) {
    const state = tasks.get(fault.state);
    if (state === undefined) continue;
    const refuse = (why: string): never => {
      throw new UserError(`--fail-at ${fault.text}: ${why}`, "Run it on the embedded engine, without --target and --endpoint-url.");
    };
    const { credentials } = state;
    if (credentials !== undefined && credentials.type !== "literal" && needsRealWork(state.name, faults))
      refuse(`the Credentials of "${state.name}" are computed, so nobody else can do its work`);
    if (inMapRuns.has(state)) refuse(`"${state.name}" runs in a distributed Map, whose executions a copy cannot reach`);
    if (type === "EXPRESS") {
      const always = fault.attempts === null && fault.iteration === null;
      if (!always || fault.effect.type !== "fail" || fault.effect.phase !== "before")
        refuse("an EXPRESS machine on an endpoint can only fail before the effect, on every attempt");
    } else if (state.integration.pattern === "token" && needsRealWork(state.name, faults)) {
      refuse(`"${state.name}" waits for a task token, so on an endpoint it can only fail before the effect, on every attempt`);
    }
  }
}

function isDistributed(state: { readonly type: string }): state is MapState {
  return state.type === "Map" && (state as MapState).mode === "DISTRIBUTED";
}
