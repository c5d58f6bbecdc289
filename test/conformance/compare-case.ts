import type { Comparison } from "./compare-history.ts";
import { compareHistory } from "./compare-history.ts";
import { compareOutput } from "./compare-output.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { runCase } from "./run-case.ts";

/** Runs a case and compares it with its recording: the history where there is one, else how it ended. A run that breaks off differs. */
export async function compareCase(recorded: RecordedCase): Promise<Comparison> {
  try {
    const run = await runCase(recorded);
    return recorded.expected_events === null
      ? compareOutput(recorded, run)
      : compareHistory(recorded, recorded.expected_events, run.events);
  } catch (error) {
    return { verdict: "different", difference: String(error) };
  }
}
