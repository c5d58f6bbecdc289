import { expect, test } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { dataFlowOf } from "../../../../src/lib/saga/dataflow/data-flow.ts";
import { machineWith } from "../../../machine-of.ts";
import { task } from "../machine-of.ts";

interface Saga {
  readonly name: string;
  readonly begin?: object;
  readonly charge?: object;
  readonly chargeCaught?: object;
  readonly shipCaught?: object;
  readonly condition: object;
  readonly paymentId?: string;
  readonly want: readonly string[];
}

const caught = (more: object = {}): object => ({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "WasCharged", ...more }] });

/** Whether the card was charged is decided by one Choice behind all catchers. */
function missingIn(
  language: "JSONata" | "JSONPath",
  { begin, charge, chargeCaught, shipCaught, condition, paymentId }: Saga,
): readonly string[] {
  const read =
    language === "JSONata"
      ? { Arguments: { id: paymentId ?? "{% $paymentId %}" } }
      : { Parameters: { "id.$": paymentId ?? "$.payment.id" } };
  const states = {
    Begin: { Type: "Pass", Next: "ChargeCard", ...begin },
    ChargeCard: task("ShipOrder", undefined, { ...caught(chargeCaught), ...charge }),
    ShipOrder: task("Done", undefined, caught(shipCaught)),
    WasCharged: { Type: "Choice", Choices: [{ ...condition, Next: "RefundCard" }], Default: "OrderFailed" },
    RefundCard: task("OrderFailed", undefined, read),
    Done: { Type: "Succeed" },
    OrderFailed: { Type: "Fail" },
  };
  const machine = machineWith(states, { Comment: "The order saga", QueryLanguage: language });
  const { missing } = dataFlowOf(machine, buildModel("order", machine, { steps: {} }).model);
  return missing.map(({ reader }) => reader.state.name);
}

const result = { paymentId: "{% $states.result.id %}" };

test.each<Saga>([
  {
    name: "a flag",
    begin: { Assign: { charged: false } },
    charge: { Assign: { ...result, charged: true } },
    condition: { Condition: "{% $charged %}" },
    want: [],
  },
  {
    name: "a list of what is done, set beside it",
    begin: { Assign: { completed: [] } },
    charge: { Assign: { ...result, completed: "{% $append($completed, 'ChargeCard') %}" } },
    condition: { Condition: "{% 'ChargeCard' in $completed %}" },
    want: [],
  },
  {
    name: "the step that failed",
    charge: { Assign: result },
    chargeCaught: { Assign: { failed: "ChargeCard" } },
    shipCaught: { Assign: { failed: "ShipOrder" } },
    condition: { Condition: "{% $failed != 'ChargeCard' %}" },
    want: [],
  },
  {
    name: "the step that failed, in the input",
    charge: { Assign: result },
    chargeCaught: { Output: "{% $merge([$states.input, {'failed': 'ChargeCard'}]) %}" },
    shipCaught: { Output: { order: "{% $states.input.order %}", failed: "ShipOrder" } },
    condition: { Condition: "{% $states.input.failed = 'ShipOrder' %}" },
    want: [],
  },
  { name: "the variable itself", charge: { Assign: result }, condition: { Condition: "{% $exists($paymentId) %}" }, want: [] },
  {
    name: "nothing that has to do with it",
    begin: { Assign: { amount: "{% $states.input.amount %}" } },
    charge: { Assign: result },
    condition: { Condition: "{% $amount = 0 %}" },
    want: ["RefundCard"],
  },
  {
    name: "a flag or something else",
    begin: { Assign: { charged: false } },
    charge: { Assign: { ...result, charged: true } },
    condition: { Condition: "{% $charged or $states.input.urgent = true %}" },
    want: ["RefundCard"],
  },
])("in JSONata who asks for $name misses: $want", (saga) => {
  expect(missingIn("JSONata", saga)).toEqual(saga.want);
});

const charge = { ResultPath: "$.payment" };

test.each<Saga>([
  {
    name: "a status that a Pass has noted",
    begin: { Result: "NEW", ResultPath: "$.status" },
    charge,
    chargeCaught: { ResultPath: "$.error" },
    shipCaught: { ResultPath: "$.error" },
    condition: { Variable: "$.status", StringEquals: "CHARGED" },
    want: [],
  },
  {
    name: "a flag among others",
    begin: { Result: { charged: false }, ResultPath: "$.progress" },
    charge,
    chargeCaught: { ResultPath: "$.error" },
    shipCaught: { ResultPath: "$.error" },
    condition: { Variable: "$.progress.charged", BooleanEquals: true },
    want: [],
  },
  {
    name: "a status that a ResultSelector notes",
    begin: { Parameters: { status: "NEW", "at.$": "$$.Execution.StartTime" }, ResultPath: "$.progress" },
    charge: { ResultSelector: { "id.$": "$.id" }, ResultPath: "$.payment" },
    chargeCaught: { ResultPath: "$.error" },
    shipCaught: { ResultPath: "$.error" },
    condition: { Variable: "$.progress.status", StringEquals: "CHARGED" },
    want: [],
  },
  {
    name: "what nobody notes",
    charge,
    chargeCaught: { ResultPath: "$.error" },
    shipCaught: { ResultPath: "$.error" },
    condition: { Variable: "$.method", StringEquals: "card" },
    want: ["RefundCard"],
  },
])("in JSONPath who asks for $name misses: $want", (saga) => {
  expect(missingIn("JSONPath", saga)).toEqual(saga.want);
});
