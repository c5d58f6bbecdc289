import type { Integration } from "../asl/integration.ts";
import type { JsonValue } from "../base/json.ts";
import type { Mailbox } from "./mailbox.ts";

/** A task that an execution has scheduled and that somebody has to answer. */
export interface TaskRequest {
  /** Unique within the execution, in scheduling order from 1. */
  readonly id: number;
  /** What it is done for: a Task, or a distributed Map's ItemReader or ResultWriter. */
  readonly purpose: "task" | "item-reader" | "result-writer";
  readonly executionArn: string;
  readonly state: string;
  /** Where in Maps the state runs, those of parent executions included, as `Outer[1]/Inner[2]`; null outside Maps. */
  readonly iteration: string | null;
  /** How often this state has been scheduled in this iteration, from 1: retries and further visits both count. */
  readonly attempt: number;
  /** The ASL Resource, tokens resolved as far as they could be. */
  readonly resource: string;
  readonly integration: Integration;
  /** The evaluated Parameters or Arguments; for a bare Lambda ARN or activity, its input. */
  readonly parameters: JsonValue;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  /** Present for `.waitForTaskToken` and activities. */
  readonly taskToken: string | null;
  /** Virtual time of scheduling, ms since the epoch. */
  readonly scheduledAt: number;
}

/** How a task ended. Failures are data. */
export type TaskOutcome =
  | { readonly type: "succeeded"; readonly output: JsonValue }
  | {
      readonly type: "failed";
      readonly error?: string;
      readonly cause?: string;
      /** Which event records it; default the `*Failed` event of the task's kind. */
      readonly phase?: "schedule" | "start" | "submit";
    }
  /** Nobody answers: the task ends by its TimeoutSeconds or HeartbeatSeconds, at once where it has none. */
  | { readonly type: "silent"; readonly heartbeat?: boolean };

/** Where the outcome of a task comes from that is done elsewhere: by whoever has its token, an activity's worker, a nested execution. */
export interface TaskChannel {
  readonly messages: Mailbox<TaskMessage>;
  /** Whether the world outside posts it, so that virtual time has to wait for it at real speed. */
  readonly outside: boolean;
  /** Called once when nobody listens any more, because the task has ended or its execution was stopped. */
  readonly onEnd?: () => void;
}

/** What somebody who does a task elsewhere says of it. */
export type TaskMessage = TaskOutcome | { readonly type: "heartbeat" } | { readonly type: "started"; readonly workerName?: string };

/** The answer to a task: its outcome; for an activity, where its worker will be heard; for `.sync` and `.waitForTaskToken` what the service said at submission, and the outcome to come. */
export type TaskReply =
  | TaskOutcome
  | { readonly type: "elsewhere"; readonly channel: TaskChannel }
  | { readonly type: "submitted"; readonly output: JsonValue; readonly outcome: TaskOutcome | Promise<TaskOutcome> | TaskChannel };

/** What answers tasks. A synchronous reply keeps the whole run synchronous; `signal` fires when nobody waits for the answer any more. */
export type TaskPerformer = (request: TaskRequest, signal: AbortSignal) => TaskReply | Promise<TaskReply>;
