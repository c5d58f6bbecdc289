import { expect, test } from "vitest";
import { runJson } from "../../../src/lib/reporters/run-json.ts";
import { COMMITTED_RUN, STUCK_RUN } from "./order-report.ts";

test("the report has the keys of version 1, in their order", () => {
  expect(JSON.parse(runJson(STUCK_RUN, { includeData: true }))).toEqual({
    version: 1,
    executionArn: "arn:aws:states:us-east-1:123456789012:execution:order:run-1",
    status: "FAILED",
    output: null,
    error: "OrderFailed",
    cause: "The order was not placed.",
    faults: [
      { state: "ReserveInventory", iteration: null, error: "States.TaskFailed", phase: "before", attempts: null, hits: 4 },
      { state: "ReleaseInventory", iteration: null, error: "States.TaskFailed", phase: "before", attempts: [2, 2], hits: 0 },
    ],
    simulated: ["AuditOrder"],
    escapes: [{ state: "ReserveInventory", error: "States.Timeout" }],
    verdict: STUCK_RUN.verdict,
  });
});

test("without data the output, the inputs of compensations and payloads in causes are left out", () => {
  const report = { ...STUCK_RUN, output: { card: "4242" }, cause: '{"errorMessage":"declined","trace":["4242"]}' };
  const json = JSON.parse(runJson(report, { includeData: false })) as {
    output: unknown;
    cause: unknown;
    verdict: { recovery: { remaining: unknown[] } };
  };
  expect(json.output).toBeNull();
  expect(json.cause).toBe("declined");
  expect(json.verdict.recovery.remaining).toEqual([
    { compensation: "ReleaseInventory", undoes: "ReserveInventory", input: null },
    { compensation: "ProcessRefund", undoes: "ProcessPayment", input: null },
    { compensation: "UpdateOrderStatus", undoes: "ProcessOrder", input: null },
  ]);
});

test("with data the output is the execution's own", () => {
  expect(JSON.parse(runJson(COMMITTED_RUN, { includeData: true }))).toMatchObject({
    status: "SUCCEEDED",
    output: { order_id: "o-1001", amount: 38 },
  });
});

test("the text is indented and ends with a newline", () => {
  expect(runJson(COMMITTED_RUN, { includeData: false })).toMatch(/^\{\n  "version": 1,\n[^]*\n\}\n$/);
});
