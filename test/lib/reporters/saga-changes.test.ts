import { expect, test } from "vitest";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { createSagaChanges } from "../../../src/lib/reporters/saga-changes.ts";
import { sagaTable } from "../../../src/lib/reporters/saga-table.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { orderModel, placed, released } from "../verify/order-saga.ts";

const style = { width: 80, paint: NO_PAINT, includeData: false };
const model = orderModel();

/** What is told of a history that is looked at after every event. */
function told(events: readonly HistoryEvent[]): readonly string[] {
  const changes = createSagaChanges(style);
  return events.flatMap((_, index) => changes.next(verify(events.slice(0, index + 1), model)));
}

test("each effect and each compensation is told when it has come to its end, once", () => {
  const { events } = released(placed().caught("ReserveInventory", "OutOfStock"));
  expect(told([...events, ...events])).toEqual([
    "    saga:  ProcessOrder done",
    "    saga:  ProcessPayment done",
    "    saga:  ReserveInventory failed",
    "    saga:  ReserveInventory failed, ReleaseInventory done",
    "    saga:  ProcessPayment done, ProcessRefund done",
    "    saga:  ProcessOrder done, UpdateOrderStatus done",
  ]);
});

test("what has begun only is not told", () => {
  expect(told(placed().begun("ReserveInventory").events)).toEqual(["    saga:  ProcessOrder done", "    saga:  ProcessPayment done"]);
});

test("a saga that runs has a table that says what is not known yet", () => {
  const rollingBack = placed().caught("ReserveInventory", "States.Timeout").begun("ReleaseInventory");
  expect(sagaTable(verify(rollingBack.events, model), model, style)).toEqual([
    "  STEP              EFFECT         COMPENSATION       STATE",
    "  ProcessOrder      done           UpdateOrderStatus  not yet",
    "  ProcessPayment    done           ProcessRefund      not yet",
    "  ReserveInventory  not known yet  ReleaseInventory   not known yet",
  ]);
});
