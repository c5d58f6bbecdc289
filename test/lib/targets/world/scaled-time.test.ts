import { expect, test } from "vitest";
import { scaledTime } from "../../../../src/lib/targets/world/scaled-time.ts";

test("a hundred seconds pass in one, from the moment on at which the time is scaled", async () => {
  let now = 1000;
  const sleeps: number[] = [];
  const sleepUntil = async (until: number): Promise<void> => void sleeps.push(until);
  const time = scaledTime({ now: () => now, sleepUntil }, 100);
  expect(time.now()).toBe(1000);
  now = 2000;
  expect(time.now()).toBe(101_000);
  await time.sleepUntil(151_000, new AbortController().signal);
  expect(sleeps).toEqual([2500]);
});
