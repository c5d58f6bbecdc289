import { locate } from "../base/span.ts";
import type { ResolvedMachine } from "../runs/resolve-machine.ts";
import type { RunReport } from "../runs/run-report.ts";
import { createCoverage } from "./coverage.ts";
import { observe } from "./observe.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import { residueOf } from "./residue.ts";
import { createStateCounts, stateGraph } from "./state-graph.ts";
import type { SuiteReport } from "./suite-report.ts";

/** One run as a suite of one case, for the reporters of suites. */
export function reportOfRun(report: RunReport, resolved: ResolvedMachine): SuiteReport {
  const { name, file, machine, model } = resolved;
  const observation = observe(report, false);
  const { status, error, verdict, virtualMs, visits, changes, simulated } = observation;
  const coverage = createCoverage(machine, model);
  const counts = createStateCounts();
  coverage.add(visits);
  counts.add(visits);
  return {
    cases: [
      {
        name: report.faults.map(({ text }) => text).join(" + ") || "no fault",
        type: "matrix",
        machine: name,
        location: locate(machine.source, machine.startAt.span),
        faults: report.faults.map(({ text }) => text),
        state: report.faults[0]?.state ?? null,
        colour: report.exitCode === 0 ? "green" : "red",
        problems: report.failures.map((message) => ({ message })),
        warnings: verdict.notes.map(({ message }) => message),
        status,
        error,
        outcome: verdict.outcome,
        virtualMs,
        remaining: verdict.recovery.remaining.map(({ compensation }) => compensation),
        residue: residueOf(observation),
        command: reproduceCommand({ resolved, input: undefined, faults: report.faults, flags: [], strict: false }),
        sameAs: null,
        visits,
        changes,
        simulated,
      },
    ],
    machines: [{ name, file, saga: model.saga, matrix: null, coverage: coverage.items(), graph: stateGraph(machine, model, counts) }],
    problems: [],
    coverage: null,
    minCoverage: null,
    interrupted: false,
    bailed: false,
  };
}
