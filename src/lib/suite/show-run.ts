import { locate } from "../base/span.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { RunReport } from "../runs/run-report.ts";
import type { CaseResult } from "./case-result.ts";
import { executionResult } from "./execution-result.ts";
import { caseName } from "./matrix-result.ts";
import { observe } from "./observe.ts";
import type { StateGraph } from "./state-graph.ts";
import { createStateCounts, stateGraph } from "./state-graph.ts";

/** One run as its page shows it. */
export interface ShownRun {
  readonly name: string;
  readonly file: string;
  readonly graph: StateGraph;
  /** The command is the person's own. */
  readonly result: Omit<CaseResult, "command">;
}

/** One run as a case among others would be shown, with the states that it entered. */
export function showRun(report: RunReport, resolved: ResolvedMachine): ShownRun {
  const { name, file, machine, model } = resolved;
  const observation = observe(report, false);
  const { verdict, visits } = observation;
  const counts = createStateCounts();
  counts.add(visits);
  const result: ShownRun["result"] = {
    name: caseName(report.faults),
    type: "matrix",
    machine: name,
    definition: file,
    location: locate(machine.source, machine.startAt.span),
    faults: report.faults.map(({ text }) => text),
    state: report.faults[0]?.state ?? null,
    colour: report.exitCode === 0 ? "green" : "red",
    problems: report.failures.map((message) => ({ message })),
    warnings: verdict.notes.map(({ message }) => message),
    ...executionResult(observation),
    sameAs: null,
  };
  return { name, file, graph: stateGraph(machine, model, counts), result };
}
