import type { Clock } from "../base/ports.ts";
import type { JsonataBindings } from "../expr/jsonata-direct.ts";
import type { JsonataOutcome } from "../expr/jsonata-outcome.ts";
import type { JsonataLeaf } from "../expr/jsonata-template.ts";
import type { Deadline } from "./deadlines.ts";
import { PendingReplies } from "./pending-replies.ts";
import type { Step, Wait } from "./step.ts";
import type { TaskPerformer, TaskReply, TaskRequest } from "./task.ts";
import type { RealTime } from "./timeline.ts";
import { Timeline } from "./timeline.ts";

/** What a simulation gets from outside. */
export interface SimulationPorts {
  readonly perform: TaskPerformer;
  /** Evaluates JSONata expressions in their order; the first that gives no value is the last. */
  readonly evaluate: (expressions: readonly JsonataLeaf[], bindings: JsonataBindings) => Promise<readonly JsonataOutcome[]>;
  /** Virtual time starts here, ms since the epoch. */
  readonly startTime: number;
  /** Present where time is real; without it time is virtual. */
  readonly realTime?: RealTime | undefined;
  /** The pace of virtual time while nothing but somebody outside is waited for; without it virtual time jumps then, too. */
  readonly outsideTime?: RealTime | undefined;
}

/** One line of interpretation (an execution, a branch, an iteration). */
export interface Fiber<T = unknown> {
  readonly step: Step<T>;
  /** Called when it has come to its end, not when it is stopped. */
  onEnd(value: T): void;
  /** Takes back what the fiber waits for; undefined while it runs. */
  cancelWait: (() => void) | undefined;
  alive: boolean;
}

/**
 * Runs fibers in virtual time: what can happen now happens first, in order; then replies are admitted in the order their tasks were
 * scheduled; only when nothing is left to answer does time move, to the next deadline. In real time the same queue sleeps.
 */
export class Simulation implements Clock {
  readonly #ports: SimulationPorts;
  /** Who goes on next, and with which answer. */
  readonly #ready: { readonly fiber: Fiber; readonly answer: unknown }[] = [];
  /** How many of them have gone on. */
  #position = 0;
  /** A fiber cannot be unwound while it runs; it ends at its next wait. */
  #running: Fiber | undefined;
  readonly #timeline: Timeline;
  readonly #replies: PendingReplies;
  /** The JSONata that the running fiber waits for; nothing else runs before it is answered. */
  #evaluation: Promise<void> | undefined;
  /** How many fibers wait for somebody outside. */
  #outside = 0;
  /** Ends the sleep of a run in real time, or the wait for a reply. */
  #wake: () => void = () => {};

  constructor(ports: SimulationPorts) {
    this.#ports = ports;
    this.#timeline = new Timeline(ports.startTime, ports.realTime);
    this.#replies = new PendingReplies({
      perform: ports.perform,
      isRealTime: ports.realTime !== undefined,
      timeline: this.#timeline,
      onArrival: () => this.#wake(),
    });
  }

  /** The present moment, ms since the epoch. */
  now(): number {
    return this.#timeline.now();
  }

  /** Starts a fiber; its first part runs in its turn. */
  start<T>(step: Step<T>, onEnd: (value: T) => void): Fiber<T> {
    const fiber: Fiber<T> = { step, onEnd, cancelWait: undefined, alive: true };
    this.#soon(fiber, undefined);
    return fiber;
  }

  /** Ends a fiber wherever it stands; a task that it waits for is told by its signal. */
  stop(fiber: Fiber): void {
    if (!fiber.alive) return;
    fiber.alive = false;
    fiber.cancelWait?.();
    if (fiber !== this.#running) fiber.step.return(undefined);
    this.#wake();
  }

  /** Whether anything else can happen at this moment, too. */
  isCrowded(): boolean {
    return this.#position < this.#ready.length;
  }

  /** Asks the outside to do a task; a reply that is not there yet can be waited for. */
  perform(request: TaskRequest): TaskReply | Promise<TaskReply> {
    return this.#replies.request(request);
  }

  /** Has something happen at a moment. */
  at(time: number, fire: () => void): Deadline {
    return this.#timeline.at(time, fire);
  }

  /** Runs until nothing is left to happen; yields the promises that it must wait for, so that a run without any is synchronous. */
  *run(): Generator<Promise<unknown>, void> {
    const { realTime, outsideTime } = this.#ports;
    for (;;) {
      for (let next = this.#ready[0]; next !== undefined; next = this.#ready[this.#position]) {
        this.#position += 1;
        this.#resume(next.fiber, next.answer);
        if (this.#evaluation) yield* this.#evaluations();
      }
      this.#ready.length = 0;
      this.#position = 0;
      this.#replies.throwThrown();
      const clock = realTime ?? (this.#outside > 0 ? outsideTime : undefined);
      if (!this.#replies.isEmpty() && !realTime) yield Promise.race([this.#woken(), this.#replies.admitFirst()]);
      else if (this.#isIdle()) return;
      else if (clock) yield this.#timeline.sleep(clock, this.#woken());
      else this.#timeline.jump();
    }
  }

  #isIdle(): boolean {
    return this.#replies.isEmpty() && this.#outside === 0 && this.#timeline.isEmpty();
  }

  /** JSONata that the fiber asked for, and that which it asks for when it has it. */
  *#evaluations(): Generator<Promise<unknown>, void> {
    while (this.#evaluation) {
      const evaluation = this.#evaluation;
      this.#evaluation = undefined;
      yield evaluation;
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #soon(fiber: Fiber, answer: unknown): void {
    this.#ready.push({ fiber, answer });
    this.#wake();
  }

  #resume(fiber: Fiber, answer: unknown): void {
    if (!fiber.alive) return;
    fiber.cancelWait = undefined;
    this.#running = fiber;
    const { done, value } = fiber.step.next(answer);
    this.#running = undefined;
    if (!done) this.#suspend(fiber, value);
    else if (fiber.alive) {
      fiber.alive = false;
      fiber.onEnd(value);
    }
  }

  #suspend(fiber: Fiber, wait: Wait): void {
    switch (wait.type) {
      case "turn":
        this.#soon(fiber, undefined);
        return;
      case "sleep": {
        const deadline = this.at(wait.until, () => this.#soon(fiber, undefined));
        fiber.cancelWait = () => {
          deadline.cancelled = true;
        };
        return;
      }
      case "receive":
        this.#receive(fiber, wait);
        return;
      case "evaluate":
        this.#evaluation = this.#ports.evaluate(wait.expressions, wait.bindings).then((outcomes) => this.#resume(fiber, outcomes));
        return;
      case "reply":
        fiber.cancelWait = this.#replies.wait(wait.request, wait.reply, (reply) => this.#soon(fiber, reply));
        return;
    }
  }

  #receive(fiber: Fiber, { mailbox, until, outside }: Extract<Wait, { type: "receive" }>): void {
    const deadline = until === undefined ? undefined : this.at(until, () => end(() => this.#soon(fiber, undefined)));
    const end = (then: () => void): void => {
      mailbox.notify(undefined);
      if (deadline) deadline.cancelled = true;
      if (outside) this.#outside -= 1;
      then();
    };
    if (outside) this.#outside += 1;
    fiber.cancelWait = () => end(() => {});
    mailbox.notify(() => end(() => this.#soon(fiber, mailbox.take())));
  }
}
