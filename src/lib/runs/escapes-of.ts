import { allStates } from "../asl/graph.ts";
import type { Fault } from "../faults/fault.ts";
import { escapingErrors } from "../faults/escapes.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";
import type { ResolvedMachine } from "./machine/resolve-machine.ts";
import type { Escape } from "./run-report.ts";
import { shellWord } from "./shell-word.ts";

/** The errors of the faulted forward steps that no catcher takes, each with the command that tries it. */
export function escapesOf(
  faults: readonly Fault[],
  { machine, model, file, name }: ResolvedMachine,
  again: readonly string[] = [file, "--machine", name],
): readonly Escape[] {
  if (!model.saga) return [];
  const faulted = new Set(faults.map(({ state }) => state));
  const graph = machineGraph(machine);
  const steps = [...allStates(machine)].filter((state) => state.type === "Task" && faulted.has(state.name));
  return steps
    .flatMap((state) => (state.type === "Task" && model.steps.get(state.name)?.role === "forward" ? escapingErrors(graph, state) : []))
    .map(({ state, error }) => ({
      state,
      error,
      command: ["saga-cli run", ...again.map(shellWord), "--fail-at", shellWord(`${state}:${error}`)].join(" "),
    }));
}
