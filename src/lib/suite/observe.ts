import type { RunReport } from "../runs/run-report.ts";
import type { Observation } from "./observation.ts";
import { readVisitRecords } from "./read-visit-records.ts";

/** What a run showed; with its history and tables where `details` asks for them. */
export function observe(report: RunReport, details: boolean): Observation {
  const { status, output, error, cause, startedAt, stoppedAt, verdict, history, faults, simulated, tables } = report;
  return {
    status,
    output,
    error,
    cause,
    virtualMs: stoppedAt - startedAt,
    verdict,
    visits: readVisitRecords(history),
    hits: faults.map(({ hits }) => hits),
    simulated,
    changes: tables && tables.changes,
    details: details ? { history, before: tables && tables.before, after: tables && tables.after } : null,
  };
}
