import { describe, expect, it } from "vitest";
import { verify } from "../../../src/lib/verify/verify.ts";
import { execution } from "../../history-builder.ts";
import { order, orderModel, placed, released } from "./order-saga.ts";

describe("verify trusts whole histories only", () => {
  const compensated = released(placed().caught("ReserveInventory", "OutOfStock")).fails("OrderFailed").events;
  const without = (from: number, to: number): typeof compensated => compensated.filter(({ id }) => id < from || id > to);

  it("names the compensation whose events were taken out", () => {
    const verdict = verify(without(22, 26), orderModel());
    expect({ outcome: verdict.outcome, reason: verdict.reason, messages: verdict.violations.map(({ message }) => message) }).toEqual({
      outcome: "unproven",
      reason:
        "Events 22 to 26 are missing: the log level leaves events out, a page was not read (nextToken), or they were taken out of the file.",
      messages: [
        "ProcessPayment is done (event 10) and was never undone: ProcessRefund never ran, or its events are among the missing ones.",
      ],
    });
  });

  it.each([
    { name: "no events", history: [], options: {}, reason: "The history holds no events." },
    {
      name: "a later page",
      history: without(1, 1),
      options: {},
      reason: "Event 1 is missing: a page before these was not read, or the history was cut (nextToken, --max-items).",
    },
    {
      name: "a page with more to come",
      history: without(20, 99),
      options: { truncated: true },
      reason: "The history stops at event 19 and more was to come (nextToken): read every page, without --max-items.",
    },
    {
      name: "two executions in one file",
      history: [...compensated, ...execution(order).caught("ProcessOrder", "ErrProcessOrder").fails("OrderFailed").events],
      options: {},
      reason: "Two different events have the id 5: the file mixes two executions.",
    },
    {
      name: "a log that left out what others follow from",
      history: without(24, 24),
      options: { sourceLeavesGaps: true },
      reason: "Event 25 follows event 24, which is missing: log every event (level ALL, with execution data).",
    },
  ])("unproven: $name", ({ history, options, reason }) => {
    const verdict = verify(history, orderModel(), options);
    expect({ outcome: verdict.outcome, reason: verdict.reason }).toEqual({ outcome: "unproven", reason });
  });

  it("in any order, and with pages that overlap", () => {
    const shuffled = [...compensated.slice(10), ...compensated.slice(0, 20)].toReversed();
    expect(verify(shuffled, orderModel())).toEqual(verify(compensated, orderModel()));
  });
});
