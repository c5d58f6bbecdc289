import type { Clock } from "../base/ports.ts";
import type { Deadline } from "./deadlines.ts";
import { Deadlines } from "./deadlines.ts";

/** A clock that really ticks. */
export interface RealTime extends Clock {
  /** Resolves at that moment (ms since the epoch), or when the signal fires. */
  readonly sleepUntil: (time: number, signal: AbortSignal) => Promise<void>;
}

/** The present moment of a simulation, and what is to happen later. */
export class Timeline implements Clock {
  readonly #realTime: RealTime | undefined;
  readonly #deadlines = new Deadlines();
  /** Where virtual time stands. */
  #now: number;

  /** Virtual time starts at that moment (ms since the epoch); with a clock, time is that clock's. */
  constructor(startTime: number, realTime: RealTime | undefined) {
    this.#now = startTime;
    this.#realTime = realTime;
  }

  /** ms since the epoch. */
  now(): number {
    return this.#realTime ? this.#realTime.now() : this.#now;
  }

  /** Has something happen at a moment. */
  at(time: number, fire: () => void): Deadline {
    return this.#deadlines.add(time, fire);
  }

  /** Whether nothing is to happen later. */
  isEmpty(): boolean {
    return this.#deadlines.peek() === undefined;
  }

  /** Virtual time: goes to the next deadline at once. */
  jump(): void {
    const deadline = this.#deadlines.peek();
    if (deadline === undefined) throw new Error("Somebody outside is waited for, and nothing says how long");
    this.#now = Math.max(this.#now, deadline.time);
    this.#fireUpTo(this.#now);
  }

  /** Lets time pass at the pace of a clock until the next deadline, or until somebody wakes it. */
  async sleep(clock: RealTime, woken: Promise<void>): Promise<void> {
    const deadline = this.#deadlines.peek();
    const [start, now] = [clock.now(), this.now()];
    if (deadline === undefined || deadline.time > now) {
      const alarm = new AbortController();
      const rung = deadline ? [clock.sleepUntil(start + deadline.time - now, alarm.signal)] : [];
      await Promise.race([woken, ...rung]).finally(() => alarm.abort());
    }
    if (!this.#realTime) this.#now = Math.max(now, now + clock.now() - start);
    this.#fireUpTo(this.now());
  }

  /** What falls on the same moment happens together, before anything that follows from it; whoever waited for it gets its turn. */
  #fireUpTo(now: number): void {
    for (let next = this.#deadlines.peek(); next && next.time <= now; next = this.#deadlines.peek()) {
      this.#deadlines.take();
      next.fire();
    }
  }
}
