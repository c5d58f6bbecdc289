import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaDeclarations, SagaModel, StepDeclaration } from "../../../src/lib/saga/model.ts";
import type { Verdict } from "../../../src/lib/verify/verdict.ts";
import type { HistoryBuilder } from "../../history-builder.ts";
import { execution } from "../../history-builder.ts";
import { orderMachine } from "../saga/machine-of.ts";

/** The execution's input. */
export const order = { order_id: "o-1001", amount: 38 };
const orderDefinition = await orderMachine("order.asl.json");

/** The order saga's model, with declarations. */
export function orderModel(steps: Record<string, StepDeclaration> = {}, more: Omit<SagaDeclarations, "steps"> = {}): SagaModel {
  return buildModel("order", orderDefinition, { steps, ...more }).model;
}

/** An execution whose order and payment are done. */
export const placed = (): HistoryBuilder => execution(order).done("ProcessOrder").done("ProcessPayment");
/** The whole rollback, after a failed reservation. */
export const released = (history: HistoryBuilder): HistoryBuilder =>
  history.done("ReleaseInventory").done("ProcessRefund").done("UpdateOrderStatus");

/** What a test looks at: the outcome, each effect with its compensation's status, and the kinds of findings with their states. */
export function summary({ outcome, effects, violations, notes }: Verdict): object {
  return {
    outcome,
    effects: Object.fromEntries(effects.map(({ step, effect, compensation }) => [step, `${effect}, ${compensation.status}`])),
    violations: violations.map(({ kind, step, compensation }) => `${kind} ${step} ${compensation}`),
    notes: notes.map(({ kind, step }) => `${kind} ${step}`),
  };
}
