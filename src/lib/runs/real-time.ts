import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../base/ports.ts";
import type { RealTime } from "../engine/timeline.ts";

/** The longest that a timer of Node can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time that passes as the clock says. */
export function realTime(clock: Clock): RealTime {
  return {
    now: () => clock.now(),
    async sleepUntil(time, signal) {
      try {
        for (let left = time - clock.now(); left > 0; left = time - clock.now()) {
          await sleep(Math.min(left, MAX_TIMER_MS), undefined, { signal });
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
