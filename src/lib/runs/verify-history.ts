import { allStates } from "../asl/graph.ts";
import { UserError } from "../base/user-error.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { HistoryFile } from "../history/read-history.ts";
import type { SagaModel } from "../saga/model.ts";
import type { Verdict } from "../verify/verdict.ts";
import { readEvents } from "../verify/reading.ts";
import { verdictFailures } from "../verify/verdict-failures.ts";
import { verify } from "../verify/verify.ts";
import { checkJudgement } from "./check-judgement.ts";
import type { Judgement } from "./check-judgement.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";

/** What a saved history proves. */
export interface HistoryReport {
  readonly executionArn: string | null;
  readonly model: SagaModel;
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1;
  /** Why the exit code is 1, a sentence each. */
  readonly failures: readonly string[];
}

/** Judges a saved history by the definition that ran. @throws UserError where the two do not belong together. */
export function verifyHistory(history: HistoryFile, resolved: ResolvedMachine, judgement: Judgement): HistoryReport {
  const checked = checkJudgement(judgement);
  checkFit(history.events, resolved);
  const source = { sourceLeavesGaps: history.source === "logs", truncated: history.truncated };
  const verdict = verify(history.events, resolved.model, source);
  const failures = verdictFailures(verdict, { ...checked, status: readEvents(history.events, source).status, missedFaults: [] });
  return { executionArn: history.executionArn, model: resolved.model, verdict, exitCode: failures.length === 0 ? 0 : 1, failures };
}

function checkFit(events: readonly HistoryEvent[], { machine, file }: ResolvedMachine): void {
  const known = new Map([...allStates(machine)].map((state) => [state.name, state.type]));
  for (const { id, type, details } of events) {
    if (!type.endsWith("StateEntered") || !("name" in details)) continue;
    const stateType = type.slice(0, -"StateEntered".length);
    if (known.get(details.name) === stateType) continue;
    const problem = known.has(details.name)
      ? `is a ${known.get(details.name)} there, and a ${stateType} in the history`
      : "is not a state there";
    throw new UserError(
      `The history does not fit this definition: "${details.name}" (event ${id}) ${problem}`,
      "Name the definition that the execution ran with.",
      { file },
    );
  }
}
