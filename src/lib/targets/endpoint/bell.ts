import { setTimeout as sleep } from "node:timers/promises";

/** A pause that somebody may cut short. */
export interface Bell {
  /** Ends the pause, or the next one. */
  readonly ring: () => void;
  /** Waits so many ms, or until the bell rings. Rejects when the signal fires. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A bell that nobody has rung. */
export function createBell(): Bell {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    async pause(ms, signal) {
      try {
        await sleep(ms, undefined, { signal: signal ? AbortSignal.any([signal, rung.signal]) : rung.signal });
      } catch (error) {
        signal?.throwIfAborted();
        if (!rung.signal.aborted) throw error;
      }
      if (rung.signal.aborted) rung = new AbortController();
    },
  };
}
