import type { RealTime } from "../../engine/timeline.ts";

/** The same time, running `factor` times as fast from now on. */
export function scaledTime(time: RealTime, factor: number): RealTime {
  const origin = time.now();
  return {
    now: () => origin + (time.now() - origin) * factor,
    sleepUntil: (until, signal) => time.sleepUntil(origin + (until - origin) / factor, signal),
  };
}
