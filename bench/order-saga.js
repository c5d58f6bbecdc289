// The order saga with tasks that answer at once, the same for every engine.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../fixtures/order-processing");

/** The input of every execution. */
export const input = JSON.parse(readFileSync(join(folder, "inputs/ok.json"), "utf8"));

/** The text of one of its definitions, with ARNs in the place of its tokens. */
export function definitionText(file) {
  return readFileSync(join(folder, file), "utf8")
    .replaceAll(/\$\{(\w+)\.Arn\}/g, "arn:aws:lambda:us-east-1:123456789012:function:$1")
    .replaceAll("${OrderTopic}", "arn:aws:sns:us-east-1:123456789012:orders");
}

const done = (kind, status) => () => ({ transaction_id: `${kind}-o-1001`, status });
const sent = () => ({ MessageId: "m-1" });

const results = {
  ProcessOrder: done("order", "Placed"),
  ProcessPayment: done("payment", "Charged"),
  ReserveInventory: done("reservation", "Reserved"),
  ReleaseInventory: done("reservation", "Released"),
  ProcessRefund: done("payment", "Refunded"),
  UpdateOrderStatus: done("order", "Pending"),
  "sns:NotifySuccess": sent,
};

/** Every task succeeds. */
export const happyTasks = { results, failures: {} };

/** The goods are out of stock, so that all three compensations run. */
export const failingTasks = { results, failures: { ReserveInventory: { error: "ErrReserveInventory", cause: "out of stock" } } };
