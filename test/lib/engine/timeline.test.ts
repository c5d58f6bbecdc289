import { describe, expect, it } from "vitest";
import type { RealTime } from "../../../src/lib/engine/timeline.ts";
import { Timeline } from "../../../src/lib/engine/timeline.ts";

/** A clock that is at the moment that somebody has slept until. */
function clockAt(start: number): RealTime {
  let now = start;
  return {
    now: () => now,
    sleepUntil(time) {
      now = time;
      return Promise.resolve();
    },
  };
}

const never = new Promise<void>(() => {});

describe("a timeline", () => {
  it("jumps to the next deadline and fires what falls on it, in the order of scheduling", () => {
    const timeline = new Timeline(1000, undefined);
    const fired: string[] = [];
    timeline.at(3000, () => fired.push("timeout"));
    timeline.at(2000, () => fired.push("retry"));
    timeline.at(2000, () => fired.push("wait"));
    timeline.jump();
    expect({ now: timeline.now(), fired, isEmpty: timeline.isEmpty() }).toEqual({ now: 2000, fired: ["retry", "wait"], isEmpty: false });
  });

  it("is empty when what was to happen is cancelled, and cannot jump then", () => {
    const timeline = new Timeline(0, undefined);
    timeline.at(1000, () => {}).cancelled = true;
    expect(timeline.isEmpty()).toBe(true);
    expect(() => timeline.jump()).toThrow("nothing says how long");
  });

  it("in real time is where its clock is", async () => {
    const clock = clockAt(5000);
    const timeline = new Timeline(0, clock);
    const fired: number[] = [];
    timeline.at(7000, () => fired.push(timeline.now()));
    await timeline.sleep(clock, never);
    expect(fired).toEqual([7000]);
  });

  it("in virtual time passes as much as passed on the clock that it slept by", async () => {
    const timeline = new Timeline(100, undefined);
    timeline.at(600, () => {});
    await timeline.sleep(clockAt(5000), never);
    expect(timeline.now()).toBe(600);
  });

  it("does not wait for the deadline when it is woken", async () => {
    const timeline = new Timeline(0, undefined);
    const asleep: RealTime = { now: () => 0, sleepUntil: () => never };
    const fired: string[] = [];
    timeline.at(1000, () => fired.push("timeout"));
    await timeline.sleep(asleep, Promise.resolve());
    expect({ now: timeline.now(), fired }).toEqual({ now: 0, fired: [] });
  });
});
