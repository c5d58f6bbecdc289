import { UNCATCHABLE } from "../asl/error-matching.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Visit } from "./visit.ts";

/** What a redrive of an execution would do. */
export interface Redrive {
  /** Where it would resume: the one state that stands, or the Parallel or Map in which several do; undefined where nothing redrives it. */
  readonly resumes: Visit | undefined;
  /** Why nothing redrives it; null where that can be done. */
  readonly bar: string | null;
  /** Why it would not help, as a sentence after others: ` A redrive …`; empty where it would, or cannot be done. */
  readonly fault: string;
}

/** From so many events on, https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
const TOO_MANY_EVENTS = 24_999;

/**
 * What a redrive would do: it enters what was not left again, with the input and the definition that it had.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html: the definition of the first start is used, whatever was deployed since.
 */
export function redriveOf(log: SagaLog, isExpress: boolean): Redrive {
  const bar = redriveBar(log, isExpress);
  const resumes = bar === null ? unfinished(log) : undefined;
  return { resumes, bar, fault: resumes === undefined ? "" : faultOf(log, resumes) };
}

function redriveBar({ events }: SagaLog, isExpress: boolean): string | null {
  if (isExpress) return "an EXPRESS execution cannot be redriven";
  return events.length < TOO_MANY_EVENTS ? null : `with ${events.length} events it cannot be redriven`;
}

function unfinished(log: SagaLog): Visit | undefined {
  if (log.status === "SUCCEEDED" || log.status === "RUNNING") return undefined;
  const open = standing(log);
  const holders = new Set(open.map(({ parent }) => parent));
  const innermost = open.filter((visit) => !holders.has(visit));
  return innermost.length > 1 ? open[0] : innermost[0];
}

function standing({ visits }: SagaLog): readonly Visit[] {
  return visits.filter((visit) => visit.execution === null && visit.left === null);
}

function faultOf(log: SagaLog, resumes: Visit): string {
  if (resumes.kind === "Fail") return ` A redrive would resume at ${resumes.state}, which only fails again.`;
  const again = calledAgain(log).join(", ");
  if (again !== "") {
    return ` A redrive would call ${again} again, which took effect, and by the definition that it was started with: the same result fails there again.`;
  }
  return failsAlike(log, resumes) ? ` A redrive would fail at ${resumes.state} again: input and definition stay as they were.` : "";
}

/** What has answered, but could not be left: its result did not fit what the definition does with it. To read again, or what is idempotent, harms nobody. */
function calledAgain(log: SagaLog): readonly string[] {
  const called = standing(log).filter(({ state, attempts }) => {
    const step = log.model.steps.get(state);
    return attempts.at(-1)?.outcome === "done" && step !== undefined && step.role !== "read" && !step.idempotent;
  });
  return [...new Set(called.map(({ state }) => state))];
}

/** Whether it failed before it asked anybody anything, of what input and definition alone decide. */
function failsAlike(log: SagaLog, resumes: Visit): boolean {
  const failure = log.events.findLast(({ type }) => type === "ExecutionFailed");
  const error = failure?.type === "ExecutionFailed" ? failure.details.error : undefined;
  const didNothing = resumes.attempts.length === 0 && !log.visits.some(({ parent }) => parent === resumes);
  return didNothing && error !== undefined && error !== null && UNCATCHABLE.has(error);
}
