import type { MachineReport } from "../runs/graph/graph-report.ts";

/** Models as `graph --format json` prints them (version 1 of the format), indented and ending with a newline. */
export function graphJson(reports: readonly MachineReport[]): string {
  return `${JSON.stringify({ version: 1, machines: reports.map(machineJson) }, null, 2)}\n`;
}

function machineJson({ machine, file, model, steps, coverage }: MachineReport): object {
  return {
    machine,
    file,
    saga: model.saga,
    style: model.style,
    steps: steps.map(({ state, role, style, compensations, undoes, takesBack, undo, evidence, confidence, pivot }) => ({
      state,
      role,
      style,
      compensations,
      undoes,
      takesBack,
      undo,
      evidence,
      confidence,
      pivot,
    })),
    coverage: coverage.map(({ state, error, compensations, covered, escapes }) => ({ state, error, compensations, covered, escapes })),
  };
}
