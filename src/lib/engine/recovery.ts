import type { Catcher, Retrier } from "../asl/ast.ts";
import type { RaisedError } from "../asl/error-matching.ts";
import { firstMatch } from "../asl/error-matching.ts";
import type { Rng } from "../base/ports.ts";

/** What a state does about its failure. */
export type Recovery =
  | { readonly type: "retry"; readonly retrier: number; readonly delaySeconds: number }
  | { readonly type: "catch"; readonly catcher: Catcher }
  | { readonly type: "fail" };

/**
 * Decides between Retry, Catch and failing: the first retrier that matches is asked, and when its attempts are used up, the first catcher
 * that matches takes over. `retried` counts per retrier within one visit.
 * Source: https://states-language.net/spec.html#errors
 */
export function decideRecovery(
  raised: RaisedError,
  { retry, catch: catchers }: { readonly retry: readonly Retrier[]; readonly catch: readonly Catcher[] },
  retried: readonly number[],
  rng: Rng,
): Recovery {
  const index = firstMatch(retry, raised);
  const retrier = retry[index];
  const attempts = retried[index] ?? 0;
  if (retrier && attempts < retrier.maxAttempts) {
    return { type: "retry", retrier: index, delaySeconds: retryDelay(retrier, attempts, rng) };
  }
  const catcher = catchers[firstMatch(catchers, raised)];
  return catcher ? { type: "catch", catcher } : { type: "fail" };
}

/** A year, which is also the longest that an execution lives: past it, times could not be written as dates any more. */
const LONGEST_DELAY_SECONDS = 31_622_400;

/** Seconds before the next attempt, when `attempts` retries have been made: IntervalSeconds × BackoffRate^attempts, capped, with jitter. */
export function retryDelay(retrier: Retrier, attempts: number, rng: Rng): number {
  const full = retrier.intervalSeconds * retrier.backoffRate ** attempts;
  const delay = Math.min(full, retrier.maxDelaySeconds ?? LONGEST_DELAY_SECONDS);
  return retrier.jitterStrategy === "FULL" ? delay * rng.next() : delay;
}
