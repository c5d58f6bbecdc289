import type { JsonataBindings } from "../expr/jsonata-direct.ts";
import type { JsonataOutcome } from "../expr/jsonata-outcome.ts";
import type { JsonataLeaf } from "../expr/jsonata-template.ts";
import type { Failure } from "../history/event.ts";
import type { Mailbox } from "./mailbox.ts";
import type { TaskChannel, TaskMessage, TaskOutcome, TaskReply, TaskRequest } from "./task.ts";

/**
 * A piece of interpretation: it computes at once what it can, and yields what it has to wait for.
 * Nothing below knows how waiting is done, which is what makes time virtual and JSONPath runs synchronous.
 */
export type Step<T> = Generator<Wait, T, unknown>;

/** A value that is there at once (JSONPath, simple states), or a step towards one. */
export type Eventual<T> = T | Step<T>;

/** Tells a step from a value that is there at once. */
export function isStep<T extends object>(value: Eventual<T>): value is Step<T> {
  return "throw" in value;
}

/** Waits for an eventual value inside a step. */
export function* awaited<T extends object>(value: Eventual<T>): Step<T> {
  return isStep(value) ? yield* value : value;
}

/** Goes on with an eventual value: at once, where it is there. */
export function andThen<T extends object, U extends object>(value: Eventual<T>, next: (value: T) => Eventual<U>): Eventual<U> {
  return isStep(value) ? stepThen(value, next) : next(value);
}

function* stepThen<T extends object, U extends object>(step: Step<T>, next: (value: T) => Eventual<U>): Step<U> {
  return yield* awaited(next(yield* step));
}

/** What an interpreter may wait for. */
export type Wait =
  /** JSONata, which is asynchronous only: answered before anything else happens. */
  | { readonly type: "evaluate"; readonly expressions: readonly JsonataLeaf[]; readonly bindings: JsonataBindings }
  | { readonly type: "turn" }
  | { readonly type: "sleep"; readonly until: number }
  /** What a mailbox holds next, or undefined when the moment `until` comes first; `outside` says that only the world outside can post it. */
  | { readonly type: "receive"; readonly mailbox: Mailbox<unknown>; readonly until: number | undefined; readonly outside: boolean }
  /** A task's reply that is not there yet. */
  | { readonly type: "reply"; readonly request: TaskRequest; readonly reply: TaskReply | Promise<TaskReply> };

/** How waiting for a task ended: its outcome, or its TimeoutSeconds or HeartbeatSeconds is over. */
export type TaskEnd = Exclude<TaskOutcome, { type: "silent" }> | { readonly type: "timedOut"; readonly heartbeat: boolean };

/** A reply that a fiber gets; nobody answering becomes the end of waiting. */
export type TaskAnswer = TaskEnd | Exclude<TaskReply, TaskOutcome>;

/** Yielded as it is, lets everything else happen first that can happen now; needless where the simulation is not crowded. */
export const TURN: Wait = { type: "turn" };

/** Waits until a moment, ms since the epoch. */
export function* sleepUntil(until: number): Step<void> {
  yield { type: "sleep", until };
}

/** Takes the next message out of a mailbox, waiting for it where there is none yet. */
export function* receive<T>(mailbox: Mailbox<T>): Step<T> {
  return (yield { type: "receive", mailbox, until: undefined, outside: false }) as T;
}

/** Takes the next message of a task that is done elsewhere; undefined when the moment `until` comes first. */
export function* receiveFrom({ messages, outside }: TaskChannel, until: number | undefined): Step<TaskMessage | undefined> {
  return (yield { type: "receive", mailbox: messages, until, outside }) as TaskMessage | undefined;
}

/** Evaluates JSONata expressions in their order; the first that gives no value is the last. */
export function* evaluateExpressions(expressions: readonly JsonataLeaf[], bindings: JsonataBindings): Step<readonly JsonataOutcome[]> {
  return (yield { type: "evaluate", expressions, bindings }) as readonly JsonataOutcome[];
}

/** Why a state failed, as Retry and Catch see it. */
export interface StateFailure extends Failure {
  /** A missed heartbeat: recorded as States.Timeout, matched by States.HeartbeatTimeout too. */
  readonly heartbeat?: boolean;
}
