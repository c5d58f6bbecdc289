import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catcher, Retrier } from "../../../src/lib/asl/ast.ts";
import type { RaisedError } from "../../../src/lib/asl/error-matching.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import type { Recovery } from "../../../src/lib/engine/recovery.ts";
import { decideRecovery, retryDelay } from "../../../src/lib/engine/recovery.ts";

const span = { start: 0, end: 0 };
const texts = (...names: string[]): Retrier["errorEquals"] => names.map((value) => ({ value, span }));
const rng = seededRng(0);

function retrier(names: readonly string[], more: Partial<Retrier> = {}): Retrier {
  return {
    span,
    errorEquals: texts(...names),
    intervalSeconds: 1,
    maxAttempts: 3,
    backoffRate: 2,
    maxDelaySeconds: undefined,
    jitterStrategy: "NONE",
    ...more,
  };
}

function catcher(names: readonly string[], next: string): Catcher {
  return { span, errorEquals: texts(...names), next: { value: next, span }, resultPath: undefined, output: undefined, assign: undefined };
}

describe("decideRecovery", () => {
  const retry = [retrier(["ErrPayment"], { maxAttempts: 2 }), retrier(["Lambda.Unknown"], { maxAttempts: 0 }), retrier(["States.ALL"])];
  const catchers = [catcher(["ErrPayment", "States.Timeout"], "Refund"), catcher(["States.ALL"], "Failed")];
  const refund: Recovery = { type: "catch", catcher: catchers[0]! };
  const failed: Recovery = { type: "catch", catcher: catchers[1]! };

  it.each<{ name: string; raised: RaisedError; retried: readonly number[]; want: Recovery }>([
    {
      name: "the first retrier that matches retries",
      raised: { error: "ErrPayment" },
      retried: [0, 0, 0],
      want: { type: "retry", retrier: 0, delaySeconds: 1 },
    },
    {
      name: "its delay grows with its own counter only",
      raised: { error: "ErrPayment" },
      retried: [1, 0, 2],
      want: { type: "retry", retrier: 0, delaySeconds: 2 },
    },
    {
      name: "a retrier that is exhausted falls through to Catch, not to the next retrier",
      raised: { error: "ErrPayment" },
      retried: [2, 0, 0],
      want: refund,
    },
    { name: "MaxAttempts 0 never retries", raised: { error: "Lambda.Unknown" }, retried: [0, 0, 0], want: failed },
    {
      name: "States.ALL takes what no other retrier names",
      raised: { error: "ErrStock" },
      retried: [2, 0, 1],
      want: { type: "retry", retrier: 2, delaySeconds: 2 },
    },
    {
      name: "a missed heartbeat is caught as States.Timeout",
      raised: { error: "States.Timeout", heartbeat: true },
      retried: [0, 0, 3],
      want: refund,
    },
    { name: "nothing recovers from a runtime error", raised: { error: "States.Runtime" }, retried: [0, 0, 0], want: { type: "fail" } },
    { name: "an error without a name is for States.ALL", raised: {}, retried: [0, 0, 3], want: failed },
  ])("$name", ({ raised, retried, want }) => {
    expect(decideRecovery(raised, { retry, catch: catchers }, retried, rng)).toEqual(want);
  });

  it("without Retry and Catch a state fails", () => {
    expect(decideRecovery({ error: "ErrPayment" }, { retry: [], catch: [] }, [], rng)).toEqual({ type: "fail" });
  });
});

describe("retryDelay", () => {
  it.each<{ name: string; fields: Partial<Retrier>; want: readonly number[] }>([
    { name: "doubles by default", fields: {}, want: [1, 2, 4, 8, 16] },
    { name: "stays with BackoffRate 1", fields: { intervalSeconds: 3, backoffRate: 1 }, want: [3, 3, 3, 3, 3] },
    { name: "grows by BackoffRate", fields: { intervalSeconds: 2, backoffRate: 1.5 }, want: [2, 3, 4.5, 6.75, 10.125] },
    { name: "is capped by MaxDelaySeconds", fields: { intervalSeconds: 2, maxDelaySeconds: 5 }, want: [2, 4, 5, 5, 5] },
    { name: "is capped from the first", fields: { intervalSeconds: 10, maxDelaySeconds: 5 }, want: [5, 5, 5, 5, 5] },
  ])("$name", ({ fields, want }) => {
    expect(want.map((_, attempts) => retryDelay(retrier(["States.ALL"], fields), attempts, rng))).toEqual(want);
  });

  it("jitter takes a share of the capped delay, the same for the same seed", () => {
    const fields = { intervalSeconds: 10, maxDelaySeconds: 30, jitterStrategy: "FULL" } as const;
    const delays = (seed: number): readonly number[] => {
      const chance = seededRng(seed);
      return [0, 1, 2].map((attempts) => retryDelay(retrier(["States.ALL"], fields), attempts, chance));
    };
    const shares = seededRng(5);
    expect(delays(5)).toEqual([10 * shares.next(), 20 * shares.next(), 30 * shares.next()]);
    expect(delays(5)).not.toEqual(delays(6));
  });

  it("without jitter chance is not asked", () => {
    const never = { next: () => expect.unreachable() };
    expect(retryDelay(retrier(["States.ALL"]), 2, never)).toBe(4);
  });

  it("never exceeds a year, however often a task is retried", () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.double({ min: 1, max: 1e6, noNaN: true }), (attempts, backoffRate) => {
        const delay = retryDelay(retrier(["States.ALL"], { backoffRate }), attempts, rng);
        return delay >= 1 && delay <= 31_622_400;
      }),
    );
  });
});
