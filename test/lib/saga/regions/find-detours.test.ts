import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { SagaDeclarations, SagaModel } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";

/** A stock reservation, and a payment that is to be made one way or the other. */
function modelOf(states: Readonly<Record<string, object>>, declared: SagaDeclarations["steps"] = {}): SagaModel {
  const machine = machineOf({
    StartAt: "ReserveStock",
    States: {
      ReserveStock: task("ChargeWithStripe", "OrderFailed"),
      ...states,
      ReleaseStock: task("OrderFailed"),
      OrderPaid: { Type: "Succeed" },
      OrderFailed: { Type: "Fail" },
    },
  });
  return buildModel("order", machine, { steps: declared }).model;
}

function detoursOf({ detours }: SagaModel): readonly string[] {
  return detours.map(({ state, alternative }) => `${state} → ${alternative}`);
}

const charged = { ResultPath: "$.charge" };
const listed = { Parameters: { "order.$": "$.order.id" }, ResultPath: null };
const caught = (next: string, ResultPath?: string): object => ({
  Catch: [{ ErrorEquals: ["States.ALL"], Next: next, ...(ResultPath === undefined ? {} : { ResultPath }) }],
});

describe("the saga goes on", () => {
  it.each([
    {
      name: "by a step that leads back to work on the way to success",
      states: {
        ChargeWithStripe: task("ShipOrder", "ChargeWithPaypal"),
        ChargeWithPaypal: task("ShipOrder", "ReleaseStock"),
        ShipOrder: task("OrderPaid", "ReleaseStock"),
      },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by a last step whose own failure is rolled back",
      states: { ChargeWithStripe: task("OrderPaid", "ChargeWithPaypal"), ChargeWithPaypal: task("OrderPaid", "ReleaseStock") },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by a last step that ends the execution, as the one that failed does",
      states: { ChargeWithStripe: task(undefined, "ChargeWithPaypal"), ChargeWithPaypal: task(undefined, "ReleaseStock") },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by one alternative after the other",
      states: {
        ChargeWithStripe: task("OrderPaid", "ChargeWithPaypal"),
        ChargeWithPaypal: task("OrderPaid", "ChargeAccount"),
        ChargeAccount: task("OrderPaid", "ReleaseStock"),
      },
      want: ["ChargeWithStripe → ChargeWithPaypal", "ChargeWithPaypal → ChargeAccount"],
    },
    {
      name: "by a way of several steps, whatever was undone before it",
      states: {
        ChargeWithStripe: task("BookCourier", "OrderFailed"),
        BookCourier: task("OrderPaid", "RefundStripe"),
        RefundStripe: task("ChargeWithPaypal"),
        ChargeWithPaypal: task("BookMail", "OrderFailed"),
        BookMail: task("OrderPaid", "RefundPaypal"),
        RefundPaypal: task("OrderFailed"),
      },
      want: ["BookCourier → ChargeWithPaypal"],
    },
    {
      name: "by a step that nothing catches, and that leaves its result where the failed one would have",
      states: {
        ChargeWithStripe: task("OrderPaid", undefined, { ...charged, ...caught("ChargeWithPaypal", "$.error") }),
        ChargeWithPaypal: task("OrderPaid", undefined, charged),
      },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by a step that nothing catches, and that is given what the failed one was",
      states: {
        ChargeWithStripe: task("OrderPaid", undefined, { ...listed, ...caught("ChargeWithPaypal", "$.error") }),
        ChargeWithPaypal: task("OrderPaid", undefined, listed),
      },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by a Parallel whose failure is rolled back",
      states: {
        ChargeWithStripe: task("OrderPaid", "ChargeInParts"),
        ChargeInParts: {
          Type: "Parallel",
          Branches: ["Card", "Voucher"].map((name) => ({ StartAt: `Charge${name}`, States: { [`Charge${name}`]: task() } })),
          ...caught("ReleaseStock"),
          Next: "OrderPaid",
        },
      },
      want: ["ChargeWithStripe → ChargeInParts"],
    },
    {
      name: "by what stands behind a step with a declared fallback",
      states: { ChargeWithStripe: task("OrderPaid", "ChargeWithPaypal"), ChargeWithPaypal: task("OrderPaid") },
      declared: { ChargeWithStripe: { fallback: true } },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
    {
      name: "by a declared step",
      states: { ChargeWithStripe: task("OrderPaid", "ChargeWithPaypal"), ChargeWithPaypal: task("OrderPaid") },
      declared: { ChargeWithPaypal: { role: "forward" } },
      want: ["ChargeWithStripe → ChargeWithPaypal"],
    },
  ] as const)("$name", ({ states, want, ...more }) => {
    const model = modelOf(states, "declared" in more ? more.declared : {});
    expect(detoursOf(model)).toEqual(want);
    const roles = Object.keys(states).map((state) => model.steps.get(state)?.role);
    expect(roles).not.toContain("notification");
  });
});

describe("the saga does not go on", () => {
  it.each([
    {
      name: "by a last step that tells nothing of itself but its name",
      states: { ChargeWithStripe: task("OrderPaid", "MarkUnpaid"), MarkUnpaid: task("OrderPaid") },
    },
    {
      name: "by a step that is told of the failure",
      states: {
        ChargeWithStripe: task("OrderPaid", undefined, { ...charged, ...caught("SaveOrder", "$.error") }),
        SaveOrder: task("OrderPaid", undefined, { ...charged, Parameters: { "cause.$": "$.error.Cause" } }),
      },
    },
    {
      name: "by a step that is named for the failure",
      states: { ChargeWithStripe: task("OrderPaid", "SaveFailedCharge"), SaveFailedCharge: task("OrderPaid", "ReleaseStock") },
    },
    {
      name: "by a message, though its failure is rolled back",
      states: { ChargeWithStripe: task("OrderPaid", "NotifyCustomer"), NotifyCustomer: task("OrderPaid", "ReleaseStock") },
    },
    {
      name: "by a record that leads to the rollback, caught or not",
      states: { ChargeWithStripe: task("OrderPaid", "SaveOrder"), SaveOrder: task("ReleaseStock", "ReleaseStock") },
    },
    {
      name: "by a step after which a Choice may fail it",
      states: {
        ChargeWithStripe: task("OrderPaid", "ChargeWithPaypal"),
        ChargeWithPaypal: task("Paid", "ReleaseStock"),
        Paid: { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "OrderPaid" }], Default: "ReleaseStock" },
      },
    },
    {
      name: "by a declared compensation",
      states: { ChargeWithStripe: task("OrderPaid", "PutBack"), PutBack: task("OrderPaid", "ReleaseStock") },
      declared: { ReserveStock: { compensations: ["PutBack"] } },
    },
  ] as const)("$name", ({ states, ...more }) => {
    expect(detoursOf(modelOf(states, "declared" in more ? more.declared : {}))).toEqual([]);
  });
});

it("pairs an alternative with what undoes it, and the steps before it with what its failure runs", () => {
  const { steps } = modelOf({
    ChargeWithStripe: task("ShipOrder", "ChargeWithPaypal"),
    ChargeWithPaypal: task("ShipOrder", "ReleaseStock"),
    ShipOrder: task("OrderPaid", "RefundStripe"),
    RefundStripe: task("RefundPaypal"),
    RefundPaypal: task("ReleaseStock"),
  });
  const pairs = [...steps.values()].flatMap(({ state, compensations }) => compensations.map((undo) => `${state} ← ${undo}`));
  expect(pairs).toEqual(["ReserveStock ← ReleaseStock", "ChargeWithStripe ← RefundStripe", "ChargeWithPaypal ← RefundPaypal"]);
});
