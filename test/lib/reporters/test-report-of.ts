import type { CaseResult } from "../../../src/lib/suite/case-result.ts";
import type { SuiteReport } from "../../../src/lib/suite/suite-report.ts";

const LOCATION = { file: "order.asl.json", line: 3, column: 5, endLine: 3, endColumn: 10 };

/** A case that is green, but for what is said. */
export function caseResult(fields: Partial<CaseResult> = {}): CaseResult {
  return {
    name: "ReserveInventory:States.Timeout",
    type: "matrix",
    machine: "order",
    definition: "order.asl.json",
    location: LOCATION,
    faults: ["ReserveInventory:States.Timeout"],
    state: "ReserveInventory",
    colour: "green",
    problems: [],
    warnings: [],
    status: "FAILED",
    error: "OrderFailed",
    outcome: "compensated",
    virtualMs: 14_000,
    remaining: [],
    residue: [],
    command: "saga-cli run order.asl.json --fail-at ReserveInventory:States.Timeout --seed 1",
    sameAs: null,
    visits: [
      {
        state: "ReserveInventory",
        kind: "Task",
        iteration: null,
        from: 0,
        to: 14_000,
        attempts: 4,
        failure: { error: "States.Timeout", unknown: true },
        next: null,
      },
    ],
    changes: null,
    simulated: [],
    ...fields,
  };
}

/** The report of one machine with these cases. */
export function suiteReport(cases: readonly CaseResult[], fields: Partial<SuiteReport> = {}): SuiteReport {
  return {
    cases,
    machines: [
      {
        name: "order",
        file: "order.asl.json",
        saga: true,
        matrix: { cases: cases.length, shared: 1, prunedPairs: 3, pairs: 5 },
        coverage: [
          { type: "catcher", state: "ReserveInventory", errors: ["States.ALL"], index: 0, cases: 2 },
          { type: "compensation", state: "ReleaseInventory", errors: [], index: 0, cases: 0 },
        ],
        graph: {
          start: "ReserveInventory",
          states: [
            { name: "ReserveInventory", type: "Task", role: "forward", cases: 2 },
            { name: "ReleaseInventory", type: "Task", role: "compensation", cases: 0 },
          ],
          ways: [{ from: "ReserveInventory", to: "ReleaseInventory", type: "catch" }],
        },
      },
    ],
    problems: [],
    coverage: 50,
    minCoverage: null,
    partial: false,
    interrupted: false,
    bailed: false,
    ...fields,
  };
}

/** Names and texts that would do harm where they are not escaped. */
export const HOSTILE = `</script><img src=x onerror="alert('order')">&\u001B[2J`;
