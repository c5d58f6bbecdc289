import { describe, expect, test } from "vitest";
import { History } from "../../../src/lib/history/history.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { createTimeline } from "../../../src/lib/reporters/timeline.ts";
import { ORDER_MODEL } from "./order-report.ts";

const style = { width: 100, paint: NO_PAINT, includeData: false };
const START = Date.UTC(2026, 0, 1);
const SECRET = { card: "4242" };

function lines(history: History, width: number = style.width): string {
  const timeline = createTimeline(ORDER_MODEL, { ...style, width });
  return history.events.flatMap((event) => timeline.next(event)).join("\n");
}

/** ProcessOrder succeeds, ReserveInventory fails twice and is released, the execution fails. */
function compensatedHistory(): History {
  const history = new History();
  history.append("ExecutionStarted", 0, START, { input: SECRET });
  history.append("TaskStateEntered", 0, START, { name: "ProcessOrder", input: SECRET });
  history.append("LambdaFunctionScheduled", 2, START, { resource: "arn:process-order", input: SECRET });
  history.append("LambdaFunctionStarted", 3, START, {});
  history.append("LambdaFunctionSucceeded", 4, START, { output: SECRET });
  history.append("TaskStateExited", 5, START, { name: "ProcessOrder", output: SECRET });
  history.append("TaskStateEntered", 6, START, { name: "ReserveInventory", input: SECRET });
  history.append("LambdaFunctionScheduled", 7, START, { resource: "arn:reserve-inventory", input: SECRET });
  history.append("LambdaFunctionStarted", 8, START, {});
  history.append("LambdaFunctionTimedOut", 9, START + 10_000, { error: "States.Timeout" });
  history.append("LambdaFunctionScheduled", 10, START + 12_000, { resource: "arn:reserve-inventory", input: SECRET });
  history.append("LambdaFunctionStarted", 11, START + 12_000, {});
  history.append("LambdaFunctionFailed", 12, START + 12_000, {
    error: "ErrReserveInventory",
    cause: '{"errorMessage":"out of stock","trace":["4242"]}',
  });
  history.append("TaskStateExited", 13, START + 12_000, { name: "ReserveInventory", output: SECRET });
  history.append("TaskStateEntered", 14, START + 12_000, { name: "ReleaseInventory", input: SECRET });
  history.append("TaskScheduled", 15, START + 12_000, {
    resourceType: "lambda",
    resource: "invoke",
    region: "us-east-1",
    parameters: SECRET,
  });
  history.append("TaskStarted", 16, START + 12_000, { resourceType: "lambda", resource: "invoke" });
  history.append("TaskSucceeded", 17, START + 12_000, { resourceType: "lambda", resource: "invoke", output: SECRET });
  history.append("TaskStateExited", 18, START + 12_000, { name: "ReleaseInventory", output: SECRET });
  history.append("FailStateEntered", 19, START + 12_000, { name: "OrderFailed", input: SECRET });
  history.append("ExecutionFailed", 20, START + 12_000, { error: "OrderFailed", cause: "The order was not placed." });
  return history;
}

describe("the timeline", () => {
  test("tells what happened to each state and never a payload", () => {
    expect(lines(compensatedHistory())).toMatchInlineSnapshot(`
      "  +0.000s  ProcessOrder       started
        +0.000s  ProcessOrder       succeeded
        +0.000s  ReserveInventory   started
       +10.000s  ReserveInventory   timed out: States.Timeout
       +12.000s  ReserveInventory   retrying after 2 s (attempt 2)
       +12.000s  ReserveInventory   failed: ErrReserveInventory (out of stock)
       +12.000s  ReserveInventory   caught ErrReserveInventory → ReleaseInventory
       +12.000s  ReleaseInventory   compensating ReserveInventory
       +12.000s  ReleaseInventory   compensated ReserveInventory
       +12.000s  OrderFailed        reached
       +12.000s  execution          failed: OrderFailed (The order was not placed.)"
    `);
  });

  test("fits the terminal", () => {
    expect(lines(compensatedHistory(), 60)).toMatchInlineSnapshot(`
      "  +0.000s  ProcessOrder       started
        +0.000s  ProcessOrder       succeeded
        +0.000s  ReserveInventory   started
       +10.000s  ReserveInventory   timed out: States.Timeout
       +12.000s  ReserveInventory   retrying after 2 s (attempt 2)
       +12.000s  ReserveInventory   failed: ErrReserveInventory (…
       +12.000s  ReserveInventory   caught ErrReserveInventory → …
       +12.000s  ReleaseInventory   compensating ReserveInventory
       +12.000s  ReleaseInventory   compensated ReserveInventory
       +12.000s  OrderFailed        reached
       +12.000s  execution          failed: OrderFailed (The orde…"
    `);
  });

  test("tells apart the iterations of a Map, and the exit of a Map that follows an event inside it", () => {
    const history = new History();
    history.append("ExecutionStarted", 0, START, { input: {} });
    history.append("MapStateEntered", 0, START, { name: "Items", input: {} });
    history.append("MapStateStarted", 2, START, { length: 2 });
    history.append("MapIterationStarted", 3, START, { name: "Items", index: 0 });
    history.append("MapIterationStarted", 3, START, { name: "Items", index: 1 });
    history.append("TaskStateEntered", 4, START, { name: "ReserveInventory", input: {} });
    history.append("TaskStateEntered", 5, START, { name: "ReserveInventory", input: {} });
    history.append("TaskStateExited", 6, START, { name: "ReserveInventory", output: {} });
    history.append("TaskStateExited", 7, START, { name: "ReserveInventory", output: {} });
    history.append("MapIterationSucceeded", 8, START, { name: "Items", index: 0 });
    history.append("MapIterationSucceeded", 9, START, { name: "Items", index: 1 });
    history.append("MapStateSucceeded", 11, START, {});
    history.append("MapStateExited", 11, START, { name: "Items", output: [] });
    history.append("ExecutionSucceeded", 13, START, { output: [] });
    expect(lines(history)).toMatchInlineSnapshot(`
      "  +0.000s  Items              started
        +0.000s  Items[0]/ReserveInventory  started
        +0.000s  Items[1]/ReserveInventory  started
        +0.000s  Items[0]/ReserveInventory  succeeded
        +0.000s  Items[1]/ReserveInventory  succeeded
        +0.000s  Items              succeeded
        +0.000s  execution          succeeded"
    `);
  });

  test("a failed evaluation belongs to the state it names", () => {
    const history = new History();
    history.append("ExecutionStarted", 0, START, { input: {} });
    history.append("TaskStateEntered", 0, START, { name: "ProcessOrder", input: {} });
    history.append("EvaluationFailed", 0, START, { error: "States.QueryEvaluationError", cause: "no such field", state: "ProcessOrder" });
    history.append("TaskStateExited", 3, START, { name: "ProcessOrder", output: {} });
    history.append("WaitStateEntered", 4, START, { name: "CoolDown", input: {} });
    history.append("WaitStateExited", 5, START + 2500, { name: "CoolDown", output: {} });
    history.append("SucceedStateEntered", 6, START + 2500, { name: "Done\u001b[2J", input: {} });
    history.append("ExecutionAborted", 0, START + 2500, {});
    expect(lines(history)).toMatchInlineSnapshot(`
      "  +0.000s  ProcessOrder       started
        +0.000s  ProcessOrder       failed: States.QueryEvaluationError (no such field)
        +0.000s  ProcessOrder       caught States.QueryEvaluationError → CoolDown
        +0.000s  CoolDown           waiting
        +2.500s  Done\\u{1b}[2J      reached
        +2.500s  execution          aborted"
    `);
  });
});
