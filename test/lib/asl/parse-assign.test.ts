import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, shown } from "./pay-machine.ts";

const assign = (variables: unknown, more: object = {}): object => pay({ Type: "Pass", Assign: variables, Next: "Paid" }, more);

describe("Assign", () => {
  it.each<DiagnosticsCase>([
    { name: "that is no object", definition: assign("$.order"), want: ["6:17: Assign must be an object, not a string"] },
    {
      name: "to the reserved variable",
      definition: assign({ "states.$": "$.order" }),
      want: ['7:9: The variable "states" is reserved: $states is what JSONata reads'],
    },
    {
      name: "with a $",
      definition: assign({ $total: 1 }),
      want: ['7:9: "$total" is not a variable name. Assign it as "total": only reading it takes a $.'],
    },
    {
      name: "to what is no name",
      definition: assign({ "order-id": 1, "2nd": 2, "": 3 }),
      want: ["order-id", "2nd", ""].map(
        (name, index) => `${7 + index}:9: "${name}" is not a variable name. It starts with a letter; letters, digits and _ follow.`,
      ),
    },
    {
      name: "to a name over 80 characters",
      definition: assign({ ["x".repeat(81)]: 1 }),
      want: ["7:9: Variable names hold at most 80 characters, this one 81"],
    },
    {
      name: "to names of any script, to computed ones, and to tokens",
      definition: assign({ 合計: 1, total_2: 2, "order.$": "$.order", "${Name}": 3, ["x".repeat(80)]: 4 }),
      want: [],
    },
    {
      name: "in JSONata to a key that ends in .$",
      definition: assign({ "total.$": 1 }, { QueryLanguage: "JSONata" }),
      want: [
        '8:9: "total.$" is not a variable name. It starts with a letter; letters, digits and _ follow.',
        '8:9: The key "total.$" stays as it is in a JSONata state',
      ],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
