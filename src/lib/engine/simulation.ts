import type { Clock } from "../base/ports.ts";
import type { JsonataBindings } from "../expr/jsonata-direct.ts";
import type { JsonataOutcome } from "../expr/jsonata-outcome.ts";
import type { Deadline } from "./deadlines.ts";
import { Deadlines } from "./deadlines.ts";
import type { Step, TaskAnswer, Wait } from "./step.ts";
import type { TaskPerformer, TaskReply, TaskRequest } from "./task.ts";

/** What a simulation gets from outside. */
export interface SimulationPorts {
  readonly perform: TaskPerformer;
  readonly evaluate: (expression: string, bindings: JsonataBindings) => Promise<JsonataOutcome>;
  /** Virtual time starts here, ms since the epoch. */
  readonly startTime: number;
  /** Present where time is real; without it time is virtual. */
  readonly realTime?: RealTime | undefined;
  /** The pace of virtual time while nothing but somebody outside is waited for; without it virtual time jumps then, too. */
  readonly outsideTime?: RealTime | undefined;
}

/** A clock that really ticks. */
export interface RealTime extends Clock {
  /** Resolves at that moment (ms since the epoch), or when the signal fires. */
  readonly sleepUntil: (time: number, signal: AbortSignal) => Promise<void>;
}

/** One line of interpretation (an execution, a branch, an iteration). */
export interface Fiber {
  readonly step: Step<void>;
  /** Takes back what the fiber waits for; undefined while it runs. */
  cancelWait: (() => void) | undefined;
  alive: boolean;
}

interface PendingReply {
  readonly reply: Promise<TaskReply>;
  readonly deliver: (reply: TaskReply) => void;
}

/** The signal of the next task; used up by one that is not answered at once. Making one costs more than all the rest of a task. */
let spareController = new AbortController();

/** Those of tasks that are not answered at once; a submitted task keeps its own. */
const controllers = new WeakMap<TaskRequest, AbortController>();

/**
 * Runs fibers in virtual time: what can happen now happens first, in order; then replies are admitted in the order their tasks were
 * scheduled; only when nothing is left to answer does time move, to the next deadline. In real time the same queue sleeps.
 */
export class Simulation implements Clock {
  readonly #ports: SimulationPorts;
  readonly #realTime: RealTime | undefined;
  /** Who goes on next, and with which answer. */
  readonly #ready: { readonly fiber: Fiber; readonly answer: unknown }[] = [];
  /** A fiber cannot be unwound while it runs; it ends at its next wait. */
  #running: Fiber | undefined;
  /** How many of them have gone on. */
  #position = 0;
  readonly #deadlines = new Deadlines();
  readonly #pending = new Set<PendingReply>();
  /** The JSONata that the running fiber waits for; nothing else runs before it is answered. */
  #evaluation: Promise<void> | undefined;
  /** How many fibers wait for somebody outside. */
  #outside = 0;
  /** Ends the sleep of a run in real time, or the wait for a reply. */
  #wake: () => void = () => {};
  /** What a task performer threw: a bug or bad configuration, never an outcome of the task. */
  #thrown: { readonly error: unknown } | undefined;
  #now: number;

  constructor(ports: SimulationPorts) {
    this.#ports = ports;
    this.#realTime = ports.realTime;
    this.#now = ports.startTime;
  }

  /** The present moment, ms since the epoch. */
  now(): number {
    return this.#realTime ? this.#realTime.now() : this.#now;
  }

  /** Starts a fiber; its first part runs in its turn. */
  start(step: Step<void>): Fiber {
    const fiber: Fiber = { step, cancelWait: undefined, alive: true };
    this.#soon(fiber, undefined);
    return fiber;
  }

  /** Ends a fiber wherever it stands; a task that it waits for is told by its signal. */
  stop(fiber: Fiber): void {
    if (!fiber.alive) return;
    fiber.alive = false;
    fiber.cancelWait?.();
    if (fiber !== this.#running) fiber.step.return();
    this.#wake();
  }

  /** Whether anything else can happen at this moment, too. */
  isCrowded(): boolean {
    return this.#position < this.#ready.length;
  }

  /** Asks the outside to do a task; a reply that is not there yet can be waited for. */
  perform(request: TaskRequest): TaskReply | Promise<TaskReply> {
    const controller = spareController;
    const reply = this.#ports.perform(request, controller.signal);
    if (isAnsweredLater(reply)) {
      controllers.set(request, controller);
      spareController = new AbortController();
    }
    return reply;
  }

  /** Has something happen at a moment. */
  at(time: number, fire: () => void): Deadline {
    return this.#deadlines.add(time, fire);
  }

  /** Runs until nothing is left to happen; yields the promises that it must wait for, so that a run without any is synchronous. */
  *run(): Generator<Promise<unknown>, void> {
    for (;;) {
      for (let next = this.#ready[0]; next !== undefined; next = this.#ready[this.#position]) {
        this.#position += 1;
        this.#resume(next.fiber, next.answer);
        if (this.#evaluation) yield* this.#evaluations();
      }
      this.#ready.length = 0;
      this.#position = 0;
      if (this.#thrown) throw this.#thrown.error;
      const clock = this.#realTime ?? (this.#outside > 0 ? this.#ports.outsideTime : undefined);
      if (this.#pending.size > 0 && !this.#realTime) yield this.#nextReply();
      else if (this.#isIdle()) return;
      else if (clock) yield* this.#sleep(clock);
      else this.#jump();
    }
  }

  #isIdle(): boolean {
    return this.#pending.size === 0 && this.#outside === 0 && this.#deadlines.peek() === undefined;
  }

  /** Virtual time: goes to the next deadline at once. */
  #jump(): void {
    const deadline = this.#deadlines.peek();
    if (deadline === undefined) throw new Error("Somebody outside is waited for, and nothing says how long");
    this.#now = Math.max(this.#now, deadline.time);
    this.#fireUpTo(this.#now);
  }

  /** What falls on the same moment happens together, before anything that follows from it; whoever waited for it gets its turn. */
  #fireUpTo(now: number): void {
    for (let next = this.#deadlines.peek(); next && next.time <= now; next = this.#deadlines.peek()) {
      this.#deadlines.take();
      next.fire();
    }
  }

  /** JSONata that the fiber asked for, and that which it asks for when it has it. */
  *#evaluations(): Generator<Promise<unknown>, void> {
    while (this.#evaluation) {
      const evaluation = this.#evaluation;
      this.#evaluation = undefined;
      yield evaluation;
    }
  }

  /** Virtual time: the reply to the task scheduled first, or something from outside. */
  #nextReply(): Promise<void> {
    const [first] = this.#pending;
    const replied = first?.reply.then((reply) => this.#admit(first, reply));
    return Promise.race([this.#woken(), ...(replied ? [replied] : [])]);
  }

  #admit(pending: PendingReply, reply: TaskReply): void {
    if (this.#pending.delete(pending)) pending.deliver(reply);
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Lets real time pass until the next deadline, a reply, or something from outside. */
  *#sleep(clock: RealTime): Generator<Promise<unknown>, void> {
    const deadline = this.#deadlines.peek();
    const [start, now] = [clock.now(), this.now()];
    if (deadline === undefined || deadline.time > now) {
      const alarm = new AbortController();
      const rung = deadline ? [clock.sleepUntil(start + deadline.time - now, alarm.signal)] : [];
      yield Promise.race([this.#woken(), ...rung]).finally(() => alarm.abort());
    }
    if (!this.#realTime) this.#now = Math.max(now, now + clock.now() - start);
    this.#fireUpTo(this.now());
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
    if (done) fiber.alive = false;
    else this.#suspend(fiber, value);
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
        this.#evaluation = this.#evaluate(wait).then((outcomes) => this.#resume(fiber, outcomes));
        return;
      case "reply":
        this.#await(fiber, wait.request, wait.reply);
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

  async #evaluate({ expressions, bindings }: Extract<Wait, { type: "evaluate" }>): Promise<readonly JsonataOutcome[]> {
    const outcomes: JsonataOutcome[] = [];
    for (const { source } of expressions) {
      const outcome = await this.#ports.evaluate(source, bindings);
      outcomes.push(outcome);
      if (outcome.type !== "value") break;
    }
    return outcomes;
  }

  /** Resumes the fiber with the reply, or with the end of waiting for it. */
  #await(fiber: Fiber, request: TaskRequest, reply: TaskReply | Promise<TaskReply>): void {
    const controller = controllers.get(request);
    if (!(reply instanceof Promise)) {
      this.#deliver(fiber, request, reply);
      return;
    }
    let timeout: Deadline | undefined;
    const deliver = (answer: TaskReply): void => {
      if (timeout) timeout.cancelled = true;
      this.#deliver(fiber, request, answer);
    };
    const pending: PendingReply = { reply, deliver };
    this.#pending.add(pending);
    if (this.#realTime) {
      this.#admitOnArrival(pending);
      timeout = this.#realTimeout(fiber, request, pending);
    } else {
      // A task that nobody waits for any more may reject unseen; until then nextReply sees it.
      reply.catch(() => undefined);
    }
    fiber.cancelWait = () => {
      this.#pending.delete(pending);
      if (timeout) timeout.cancelled = true;
      controller?.abort();
    };
  }

  #deliver(fiber: Fiber, request: TaskRequest, reply: TaskReply): void {
    if (reply.type === "silent") this.#awaitTimeout(fiber, request, reply.heartbeat ?? false);
    else this.#soon(fiber, reply satisfies TaskAnswer);
  }

  #admitOnArrival(pending: PendingReply): void {
    pending.reply
      .then((reply) => this.#admit(pending, reply))
      .catch((error: unknown) => {
        if (this.#pending.has(pending)) this.#thrown ??= { error };
      })
      .finally(() => this.#wake());
  }

  /** In real time a late answer loses against the task's own timeout; in virtual time an answer takes no time. */
  #realTimeout(fiber: Fiber, request: TaskRequest, pending: PendingReply): Deadline | undefined {
    const seconds = shortestTimeout(request);
    if (seconds === null) return undefined;
    return this.at(request.scheduledAt + seconds * 1000, () => {
      if (!this.#pending.delete(pending)) return;
      controllers.get(request)?.abort();
      this.#soon(fiber, timedOut(request));
    });
  }

  #awaitTimeout(fiber: Fiber, request: TaskRequest, heartbeat: boolean): void {
    const seconds = heartbeat ? (request.heartbeatSeconds ?? request.timeoutSeconds) : shortestTimeout(request);
    const answer = heartbeat ? ({ type: "timedOut", heartbeat } as const) : timedOut(request);
    // A task without a timeout would wait for a year on AWS; whoever injects the silence wants to see what follows it.
    const deadline = this.at(request.scheduledAt + (seconds ?? 0) * 1000, () => this.#soon(fiber, answer));
    fiber.cancelWait = () => {
      deadline.cancelled = true;
    };
  }
}

function isAnsweredLater(reply: TaskReply | Promise<TaskReply>): boolean {
  return reply instanceof Promise || (reply.type === "submitted" && reply.outcome instanceof Promise);
}

function shortestTimeout({ timeoutSeconds, heartbeatSeconds }: TaskRequest): number | null {
  if (timeoutSeconds === null || heartbeatSeconds === null) return timeoutSeconds ?? heartbeatSeconds;
  return Math.min(timeoutSeconds, heartbeatSeconds);
}

function timedOut(request: TaskRequest): TaskAnswer {
  return { type: "timedOut", heartbeat: request.heartbeatSeconds !== null && request.heartbeatSeconds === shortestTimeout(request) };
}
