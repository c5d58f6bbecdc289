import type { TaskOutcome, TaskPerformer, TaskReply, TaskRequest } from "../../../src/lib/engine/task.ts";
import type { FinishedRun, MachineRun } from "../../../src/lib/engine/run-machine.ts";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { machineWith } from "../../machine-of.ts";

export const LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke";

/** What a performer gives to each request for a state in turn; the last one stands for all that follow. */
export type Script = Readonly<Record<string, readonly (TaskReply | Promise<TaskReply>)[]>>;

export const done = (output: null | string | number | object = null): TaskOutcome => ({ type: "succeeded", output: output as never });
export const fails = (error: string, cause?: string): TaskOutcome => ({ type: "failed", error, ...(cause === undefined ? {} : { cause }) });
export const SILENT: TaskOutcome = { type: "silent" };

/** A performer that answers by a script; a state that has none gets its own parameters back. */
export function scripted(script: Script, seen: TaskRequest[] = []): TaskPerformer {
  const asked = new Map<string, number>();
  return (request) => {
    seen.push(request);
    const count = asked.get(request.state) ?? 0;
    asked.set(request.state, count + 1);
    const replies = script[request.state];
    return replies?.[Math.min(count, replies.length - 1)] ?? done(request.parameters as never);
  };
}

/** Runs states of which the first is where the machine starts. */
export function runStates(
  states: object,
  { script = {}, input = {}, more = {}, ...run }: { script?: Script; input?: unknown; more?: object } & Partial<MachineRun> = {},
): FinishedRun | Promise<FinishedRun> {
  return runMachine({ machine: machineWith(states, more), input, perform: scripted(script), ...run });
}

/** The same, where nothing has to be waited for. */
export function runNow(...args: Parameters<typeof runStates>): FinishedRun {
  const run = runStates(...args);
  if (run instanceof Promise) throw new Error("The run had to wait for something");
  return run;
}

/** A history as lines `id previousEventId type what`, with the time in seconds where it is not the start: `6 5 TaskScheduled @2`. */
export function shownHistory(events: readonly HistoryEvent[]): readonly string[] {
  return events.map((event) => {
    const seconds = event.timestamp / 1000;
    const parts = [event.id, event.previousEventId, event.type, about(event), seconds === 0 ? "" : `@${seconds}`];
    return parts.filter((part) => part !== "").join(" ");
  });
}

/** What an event's line says of its details: the state, the iteration, the error. */
function about({ details }: HistoryEvent): string {
  if ("index" in details) return `${details.name}[${details.index}]`;
  if ("error" in details) return details.error ?? "";
  if ("name" in details) return details.name;
  return "length" in details ? String(details.length) : "";
}

/** Only the lines after a place, for histories whose beginning another test has shown. */
export function shownFrom(events: readonly HistoryEvent[], id: number): readonly string[] {
  return shownHistory(events).slice(id - 1);
}
