import { choiceNoDefault } from "../../../src/lib/rules/choice-no-default.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const paid = { Variable: "$.payment.status", StringEquals: "Charged", Next: "ReserveInventory" };
const declined = { Variable: "$.payment.status", StringEquals: "Declined", Next: "UpdateOrderStatus" };
const present = (is: boolean, next: string): object => ({ Variable: "$.payment", IsPresent: is, Next: next });
const exists = (next: string): object => ({ Condition: "{% $exists($states.input.payment) %}", Next: next });
const isMissing = (next: string): object => ({ Condition: "{% $not($exists($states.input.payment)) %}", Next: next });

const afterPayment = (choice: object): object => goodSaga({ ProcessPayment: { Next: "IsPaid" }, IsPaid: { Type: "Choice", ...choice } });

ruleCases(choiceNoDefault, [
  {
    name: "a value that no rule expects fails the saga with nothing to catch it",
    definition: afterPayment({ Choices: [paid, declined] }),
    want: [
      {
        state: "IsPaid",
        at: '"IsPaid"',
        severity: "error",
        message: '"IsPaid" has no Default: a value that no rule expects fails the saga with States.NoChoiceMatched, which nothing catches',
      },
    ],
  },
  { name: "a Default takes every value", definition: afterPayment({ Choices: [paid], Default: "UpdateOrderStatus" }), want: [] },
  {
    name: "one of two opposite type tests always matches",
    definition: afterPayment({ Choices: [present(true, "ReserveInventory"), present(false, "UpdateOrderStatus")] }),
    want: [],
  },
  {
    name: "so does one of an expression and its opposite",
    definition: afterPayment({ QueryLanguage: "JSONata", Choices: [exists("ReserveInventory"), isMissing("UpdateOrderStatus")] }),
    want: [],
  },
  {
    name: "two equal expressions do not",
    definition: afterPayment({ QueryLanguage: "JSONata", Choices: [isMissing("ReserveInventory"), isMissing("UpdateOrderStatus")] }),
    want: [{ state: "IsPaid" }],
  },
  {
    name: "two equal type tests do not",
    definition: afterPayment({ Choices: [present(true, "ReserveInventory"), present(true, "UpdateOrderStatus")] }),
    want: [{ state: "IsPaid" }],
  },
  {
    name: "true and false are not all that a value can be",
    definition: afterPayment({
      Choices: [
        { Variable: "$.paid", BooleanEquals: true, Next: "ReserveInventory" },
        { Variable: "$.paid", BooleanEquals: false, Next: "UpdateOrderStatus" },
      ],
    }),
    want: [{ state: "IsPaid" }],
  },
  {
    name: "before the first effect nothing is lost",
    definition: goodSaga(
      { IsNew: { Type: "Choice", Choices: [{ Variable: "$.status", StringEquals: "new", Next: "ProcessOrder" }] } },
      { StartAt: "IsNew" },
    ),
    want: [],
  },
  {
    name: "in the rollback effects stand",
    definition: goodSaga({
      ReleaseInventory: { Next: "WasPaid" },
      WasPaid: { Type: "Choice", Choices: [{ Variable: "$.payment.status", StringEquals: "Charged", Next: "ProcessRefund" }] },
    }),
    want: [{ state: "WasPaid" }],
  },
]);
