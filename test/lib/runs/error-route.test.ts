import { describe, expect, test } from "vitest";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { errorRouteText } from "../../../src/lib/reporters/error-route-text.ts";
import type { ErrorRoute } from "../../../src/lib/runs/error-route.ts";
import { errorRoute } from "../../../src/lib/runs/error-route.ts";
import { machineWith } from "../../machine-of.ts";

const ALL = ["States.ALL"];
const task = (more: object): object => ({ Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:Reserve", ...more });
const reserve = task({
  Retry: [
    { ErrorEquals: ["OutOfStock"], MaxAttempts: 0 },
    { ErrorEquals: ALL, IntervalSeconds: 3, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 10, JitterStrategy: "FULL" },
  ],
  Catch: [{ ErrorEquals: ["OutOfStock"], ResultPath: "$.failure", Next: "Release" }],
  End: true,
});
const flow = { StartAt: "Reserve", States: { Reserve: reserve, Release: task({ End: true }) } };
const map = (more: object): object => ({ Type: "Map", ItemProcessor: flow, End: true, ...more });

/** Where each stop leads: `State: Retry[i] Catch[i] -> Next`. */
function stops({ stops }: ErrorRoute): readonly string[] {
  return stops.map(({ state, error, retry, catch: caught }) =>
    [
      `${state} (${error})`,
      retry === null ? "" : `Retry[${retry.index}] ${retry.waits.join("+")}`,
      caught === null ? "" : `Catch[${caught.index}] -> ${caught.next}`,
    ]
      .filter((part) => part !== "")
      .join(": "),
  );
}

describe("an error", () => {
  test.each([
    {
      name: "is taken by the first retrier and the first catcher that name it",
      states: flow.States,
      error: "OutOfStock",
      want: { stops: ["Reserve (OutOfStock): Retry[0] : Catch[0] -> Release"], escapes: false },
    },
    {
      name: "is tried again with waits that grow up to MaxDelaySeconds, and escapes where no catcher takes it",
      states: flow.States,
      error: "States.Timeout",
      want: { stops: ["Reserve (States.Timeout): Retry[1] 3+6+10+10"], escapes: true },
    },
    {
      name: "that is States.Runtime is neither tried again nor caught",
      states: flow.States,
      error: "States.Runtime",
      want: { stops: ["Reserve (States.Runtime)"], escapes: true },
    },
    {
      name: "fails the Map around the state under its own name, which may try again and catch",
      states: {
        Items: map({ Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 1 }], Catch: [{ ErrorEquals: ALL, Next: "Failed" }] }),
        Failed: { Type: "Fail" },
      },
      error: "States.Timeout",
      want: {
        stops: ["Reserve (States.Timeout): Retry[1] 3+6+10+10", "Items (States.Timeout): Retry[0] 1: Catch[0] -> Failed"],
        escapes: false,
      },
    },
    {
      name: "fails a distributed Map under the Map's",
      states: {
        Items: map({
          ItemProcessor: { ...flow, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
          Catch: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], Next: "Failed" }],
        }),
        Failed: { Type: "Fail" },
      },
      error: "States.Timeout",
      want: {
        stops: ["Reserve (States.Timeout): Retry[1] 3+6+10+10", "Items (States.ExceedToleratedFailureThreshold): Catch[0] -> Failed"],
        escapes: false,
      },
    },
    {
      name: "that is a missed heartbeat is a timeout, too",
      states: {
        Reserve: task({ HeartbeatSeconds: 5, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Release" }], End: true }),
        Release: task({ End: true }),
      },
      error: "States.HeartbeatTimeout",
      want: { stops: ["Reserve (States.HeartbeatTimeout): Catch[0] -> Release"], escapes: false },
    },
  ])("$name", ({ states, error, want }) => {
    const route = errorRoute(machineWith(states), "Reserve", error);
    expect({ stops: stops(route), escapes: route.escapes }).toEqual(want);
  });

  test("leads to which others of the state escape", () => {
    expect(errorRoute(machineWith(flow.States), "Reserve", "OutOfStock").escaping).toEqual(["UnnamedError", "States.Timeout"]);
  });

  test.each([
    {
      name: "of a state that is none",
      state: "Reserv",
      error: "OutOfStock",
      want: 'There is no state "Reserv"',
      hint: 'Did you mean "Reserve"?',
    },
    {
      name: "that is misspelt",
      state: "Reserve",
      error: "States.TimeOut",
      want: 'There is no error "States.TimeOut"',
      hint: 'Did you mean "States.Timeout"',
    },
    {
      name: "that is States.ALL",
      state: "Reserve",
      error: "States.ALL",
      want: "States.ALL is what a Catch names, not an error that is raised",
      hint: "Name an error",
    },
  ])("$name is a mistake", ({ state, error, want, hint }) => {
    expect(() => errorRoute(machineWith(flow.States), state, error)).toThrow(
      expect.objectContaining({ message: want, hint: expect.stringContaining(hint) as string }),
    );
  });
});

test.each([
  { state: "Wait", error: "OutOfStock", want: 'The Wait "Wait" calls nothing, and never fails with OutOfStock' },
  { state: "Failed", error: "OutOfStock", want: 'The Fail "Failed" raises OrderFailed, never OutOfStock' },
])("$error is no error of $state", ({ state, error, want }) => {
  const states = { Wait: { Type: "Wait", Seconds: 1, Next: "Failed" }, Failed: { Type: "Fail", Error: "OrderFailed" } };
  expect(() => errorRoute(machineWith(states), state, error)).toThrow(want);
});

test.each([
  { state: "Wait", error: "States.Runtime" },
  { state: "Failed", error: "OrderFailed" },
  { state: "Unknown", error: "OutOfStock" },
])("$error is one of $state", ({ state, error }) => {
  const states = {
    Wait: { Type: "Wait", Seconds: 1, Next: "Failed" },
    Failed: { Type: "Fail", Error: "OrderFailed" },
    Unknown: { Type: "Fail", ErrorPath: "$.failure.Error" },
  };
  expect(errorRoute(machineWith(states), state, error)).toMatchObject({ state, error, escapes: true });
});

test("the text tells what fires in which order", () => {
  const states = { Items: map({ Catch: [{ ErrorEquals: ALL, Next: "Failed" }] }), Failed: { Type: "Fail" } };
  expect(errorRouteText(errorRoute(machineWith(states), "Reserve", "States.Timeout"), { width: 80, paint: NO_PAINT }))
    .toMatchInlineSnapshot(`
    "States.Timeout in Reserve
        Retry[1] of Reserve (States.ALL) tries again at most 4 times, after 3 s, 6
          s, 10 s, 10 s, or less by jitter
        no catcher of Reserve takes it
      Items fails with States.Timeout
        no retrier of Items takes it
        Catch[0] of Items (States.ALL) goes to Failed, with {Error, Cause} in place
          of the input

    Of the errors that Reserve can raise, none escapes.
    "
  `);
  expect(errorRouteText(errorRoute(machineWith(flow.States), "Reserve", "OutOfStock"), { width: 80, paint: NO_PAINT }))
    .toMatchInlineSnapshot(`
    "OutOfStock in Reserve
        Retry[0] of Reserve (OutOfStock) takes it and tries nothing again:
          MaxAttempts is 0
        Catch[0] of Reserve (OutOfStock) goes to Release, with {Error, Cause} at
          $.failure

    Of the errors that Reserve can raise, these escape (UnnamedError stands for any
      that is not named):
      UnnamedError
      States.Timeout
    "
  `);
});
