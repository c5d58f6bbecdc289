import type { RealTime } from "../../../src/lib/engine/timeline.ts";

/**
 * A real clock that is never late: it stands still until somebody sleeps, and is at the moment that was slept until when so many real
 * milliseconds are over, unless the sleeper was woken before.
 */
export function punctualTime(start = 0, sleepMs = 10): RealTime & { readonly slept: readonly number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleepUntil: (time, signal) => {
      slept.push(time);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          now = Math.max(now, time);
          resolve();
        }, sleepMs);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
