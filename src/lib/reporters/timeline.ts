import type { Failure, HistoryEvent } from "../history/event.ts";
import type { SagaModel } from "../saga/model.ts";
import { causeSummary } from "./cause-summary.ts";
import { displayWidth, fit, padded } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { Paint, TextStyle } from "./text-style.ts";
import type { FollowedVisit } from "./visit-follower.ts";
import { createVisitFollower } from "./visit-follower.ts";

/** Turns an execution's events, given in the order of their ids, into lines of a live timeline. Payloads are never printed. */
export interface Timeline {
  /** The lines that this event adds: none, one, or a catch and where it leads. */
  next(event: HistoryEvent): readonly string[];
}

/** Longer names push what follows to the right, on their own lines only. */
const WIDEST_STATE = 20;

/** A timeline of one execution: offset from its start, state, and what happened to it. */
export function createTimeline(model: SagaModel, { width, paint }: TextStyle): Timeline {
  const visits = createVisitFollower();
  const widths = [...model.steps.keys(), "execution"].map((name) => displayWidth(printable(name)));
  const nameWidth = Math.max(...widths.filter((each) => each <= WIDEST_STATE));
  let startedAt: number | undefined;
  return {
    next(event) {
      startedAt ??= event.timestamp;
      const offset = `+${((event.timestamp - startedAt) / 1000).toFixed(3)}s`.padStart(9);
      return happenings(event, visits.next(event), model, paint).map(({ who, what, tone }) =>
        tone(fit(`${offset}  ${padded(printable(who), nameWidth)}  ${what}`, width)),
      );
    },
  };
}

interface Happening {
  readonly who: string;
  /** Printable. */
  readonly what: string;
  readonly tone: (text: string) => string;
}

/** What an event says, after its visit took note of it. */
function happenings(event: HistoryEvent, visit: FollowedVisit | undefined, model: SagaModel, paint: Paint): readonly Happening[] {
  const say = (what: string, tone: (text: string) => string = String): readonly Happening[] =>
    visit === undefined ? [] : [{ who: visit.place, what, tone }];
  const execution = (what: string, tone: (text: string) => string): readonly Happening[] => [{ who: "execution", what, tone }];
  const undoes = visit === undefined ? "" : undone(visit.state, model);
  switch (event.type) {
    case "TaskStateEntered":
    case "ParallelStateEntered":
    case "MapStateEntered":
      return [...catches(visit, paint), ...(undoes === "" ? say("started") : say(`compensating ${undoes}`, paint.yellow))];
    case "WaitStateEntered":
      return [...catches(visit, paint), ...say("waiting")];
    case "PassStateEntered":
    case "ChoiceStateEntered":
    case "SucceedStateEntered":
    case "FailStateEntered":
      return [...catches(visit, paint), ...say("reached")];
    case "TaskScheduled":
    case "LambdaFunctionScheduled":
    case "ActivityScheduled":
      return visit?.retriedAfter === undefined
        ? []
        : say(`retrying after ${visit.retriedAfter / 1000} s (attempt ${visit.attempts})`, paint.yellow);
    case "TaskFailed":
    case "TaskStartFailed":
    case "TaskSubmitFailed":
    case "LambdaFunctionFailed":
    case "LambdaFunctionScheduleFailed":
    case "LambdaFunctionStartFailed":
    case "ActivityFailed":
    case "ActivityScheduleFailed":
    case "EvaluationFailed":
      return say(`failed${reason(event.details)}`, paint.red);
    case "TaskTimedOut":
    case "LambdaFunctionTimedOut":
    case "ActivityTimedOut":
      return say(`timed out${reason(event.details)}`, paint.red);
    case "TaskStateExited":
    case "ParallelStateExited":
    case "MapStateExited":
      if (visit === undefined || visit.failure !== undefined) return [];
      return undoes === "" ? say("succeeded", paint.green) : say(`compensated ${undoes}`, paint.green);
    case "ExecutionSucceeded":
      return execution("succeeded", paint.green);
    case "ExecutionFailed":
      return execution(`failed${reason(event.details)}`, paint.red);
    case "ExecutionAborted":
      return execution(`aborted${reason(event.details)}`, paint.red);
    case "ExecutionTimedOut":
      return execution(`timed out${reason(event.details)}`, paint.red);
    case "ExecutionRedriven":
      return execution(`redriven (${event.details.redriveCount})`, paint.yellow);
    default:
      return [];
  }
}

function catches(visit: FollowedVisit | undefined, paint: Paint): readonly Happening[] {
  const from = visit?.from;
  if (from?.failure === undefined) return [];
  const error = printable(from.failure.error ?? "an error");
  return [{ who: from.place, what: `caught ${error} → ${printable(visit?.state ?? "")}`, tone: paint.yellow }];
}

function undone(state: string, model: SagaModel): string {
  const step = model.steps.get(state);
  return step?.role === "compensation" ? printable(step.undoes.join(", ")) : "";
}

function reason({ error, cause }: Failure): string {
  const message = cause === undefined ? null : causeSummary(cause);
  const name = error === undefined ? "" : `: ${printable(error)}`;
  return message === null || message === "" ? name : `${name} (${printable(message)})`;
}
