import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, shown } from "./pay-machine.ts";

const charge = (more: object): object => ({ StartAt: "Charge", States: { Charge: { Type: "Pass", End: true, ...more } } });
const parallel = (more: object, ...branches: object[]): object => pay({ Type: "Parallel", Branches: branches, Next: "Paid", ...more });
const HINT = "Give it another name here: a flow cannot assign the variables around it.";

describe("a variable", () => {
  it.each<DiagnosticsCase>([
    {
      name: "of a flow and of one around it, constant or not",
      definition: parallel({ Assign: { total: 0, "order.$": "$[0]" } }, charge({ Assign: { total: 1 } }), {
        ...charge({ Assign: { "order.$": "$.order" } }),
        StartAt: "Refund",
        States: { Refund: { Type: "Pass", Assign: { "order.$": "$.order" }, End: true } },
      }),
      want: [
        `13:25: The variable "total" is assigned outside of this flow, too. ${HINT}`,
        `25:17: The variable "order" is assigned outside of this flow, too. ${HINT}`,
      ],
    },
    {
      name: "of two branches",
      definition: parallel({}, charge({ Assign: { total: 1 } }), {
        StartAt: "Refund",
        States: { Refund: { Type: "Pass", Assign: { total: 1 }, End: true } },
      }),
      want: [],
    },
    {
      name: "of a catcher around a flow",
      definition: parallel(
        { Catch: [{ ErrorEquals: ["States.ALL"], Assign: { failed: true }, Next: "Paid" }] },
        charge({ Assign: { failed: false } }),
      ),
      want: [`13:25: The variable "failed" is assigned outside of this flow, too. ${HINT}`],
    },
    {
      name: "of a rule of a Choice beside a flow",
      definition: {
        StartAt: "Which",
        States: {
          Which: { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Assign: { known: true }, Next: "Both" }], Default: "Both" },
          Both: { Type: "Parallel", Branches: [charge({ Assign: { known: false } })], End: true },
        },
      },
      want: [`27:25: The variable "known" is assigned outside of this flow, too. ${HINT}`],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
