import type { JsonValue } from "../base/json.ts";
import { Mailbox } from "../engine/mailbox.ts";
import type { TaskChannel, TaskMessage, TaskOutcome, TaskPerformer, TaskReply, TaskRequest } from "../engine/task.ts";
import type { Fault, FaultEffect } from "./fault.ts";
import { TIMEOUT_ERRORS } from "./fault.ts";

/** A performer in which faults stand between the tasks and their answers. */
export interface FaultyPerformer {
  readonly perform: TaskPerformer;
  /** How often each fault was hit, in the order of the plan. */
  readonly hits: () => readonly number[];
  /** Effects that happened although their step failed. */
  readonly injected: readonly InjectedAttempt[];
  /** Lets the effects land whose steps timed out `@late`; called when the execution has ended. */
  readonly landLateEffects: () => Promise<void>;
}

/** One effect that the history alone cannot show. */
export interface InjectedAttempt {
  readonly step: string;
  readonly iteration: string | null;
  readonly attempt: number;
  readonly phase: "after" | "late";
}

/** Makes a task's raw output of a plain result. */
export type Envelope = (request: TaskRequest, result: JsonValue) => JsonValue;

/** Puts a fault plan in front of what answers tasks: the first fault that fits a task answers it. */
export function injectFaults(faults: readonly Fault[], perform: TaskPerformer, envelope: Envelope): FaultyPerformer {
  const hits = faults.map(() => 0);
  const injected: InjectedAttempt[] = [];
  const late: TaskRequest[] = [];
  const note = ({ state, iteration, attempt }: TaskRequest, phase: InjectedAttempt["phase"]): void => {
    injected.push({ step: state, iteration, attempt, phase });
  };
  const performFaulty: TaskPerformer = (request, signal) => {
    const index = faults.findIndex((fault) => fits(fault, request));
    const fault = faults[index];
    if (fault === undefined) return perform(request, signal);
    hits[index]! += 1;
    const { effect } = fault;
    if (effect.type === "result") return { type: "succeeded", output: envelope(request, effect.result) };
    if (effect.phase === "after") {
      const failAfter = <T extends TaskMessage>(message: T): T | TaskOutcome => {
        if (message.type !== "succeeded") return message;
        note(request, "after");
        return failure(effect);
      };
      return then(perform(request, signal), (reply): TaskReply => {
        if (reply.type === "elsewhere") return { ...reply, channel: mapChannel(reply.channel, failAfter) };
        if (reply.type !== "submitted") return failAfter(reply);
        const { outcome } = reply;
        return { ...reply, outcome: "messages" in outcome ? mapChannel(outcome, failAfter) : then(outcome, failAfter) };
      });
    }
    if (effect.phase === "late") late.push(request);
    return failure(effect);
  };
  return {
    perform: performFaulty,
    hits: () => hits,
    injected,
    async landLateEffects() {
      for (const request of late.splice(0)) {
        const reply = await perform(request, new AbortController().signal);
        const landed = reply.type === "submitted" && !("messages" in reply.outcome) ? await reply.outcome : reply;
        if (landed.type === "succeeded" || landed.type === "submitted") note(request, "late");
      }
    },
  };
}

function fits({ state, iteration, attempts }: Fault, request: TaskRequest): boolean {
  if (state !== request.state) return false;
  if (iteration !== null && iteration !== request.iteration) return false;
  return attempts === null || (attempts[0] <= request.attempt && request.attempt <= attempts[1]);
}

function failure({ error, cause }: Extract<FaultEffect, { type: "fail" }>): TaskOutcome {
  return TIMEOUT_ERRORS.has(error) ? { type: "silent", heartbeat: error === "States.HeartbeatTimeout" } : { type: "failed", error, cause };
}

/** A channel that passes on what is made of each message. */
function mapChannel(channel: TaskChannel, map: (message: TaskMessage) => TaskMessage): TaskChannel {
  const mapped = new Mailbox<TaskMessage>();
  const { messages } = channel;
  messages.notify(() => {
    for (let message = messages.take(); message !== undefined; message = messages.take()) mapped.post(map(message));
  });
  return { ...channel, messages: mapped };
}

/** Goes on with an answer, at once where it is there. */
function then<T extends TaskReply, U extends TaskReply>(answer: T | Promise<T>, next: (answer: T) => U): U | Promise<U> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}
