import { expect, test } from "vitest";
import type { Keys } from "../../../../src/lib/saga/dataflow/data-demand.ts";
import { inputAt } from "../../../../src/lib/saga/dataflow/data-demand.ts";
import { mustBeWritten, placesWritten } from "../../../../src/lib/saga/dataflow/data-kept.ts";
import { machineGraph } from "../../../../src/lib/saga/graph/machine-graph.ts";
import { machineWith } from "../../../machine-of.ts";

const reserve = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:ReserveInventory" };
const adds = { ...reserve, ResultPath: "$.stock" };
const packing = { StartAt: "PackOrder", States: { PackOrder: { ...adds, ResultPath: "$.parcel", End: true } } };
const parallel = { Type: "Parallel", Branches: [packing], ResultPath: "$.packed" };
const map = { Type: "Map", ItemsPath: "$.items", ItemProcessor: packing, ResultPath: "$.packed" };
const isPaid = { Variable: "$.paid", BooleanEquals: true, Next: "Last" };

function caught(more: object): object {
  return { ...adds, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Last", ...more }] };
}

test.each<{ name: string; state: object; want: readonly Keys[] | null }>([
  { name: "a result at a place of its own", state: adds, want: [["stock"]] },
  { name: "a result that is thrown away", state: { ...reserve, ResultPath: null }, want: [] },
  { name: "a result in the place of the input", state: reserve, want: null },
  { name: "a part of the output", state: { ...adds, OutputPath: "$.stock" }, want: null },
  { name: "a variable that is set", state: { ...adds, Assign: { stock: 1 } }, want: null },
  { name: "an Output in JSONata", state: { ...reserve, QueryLanguage: "JSONata", Output: "{% $states.input %}" }, want: null },
  { name: "an error output at a place of its own", state: caught({ ResultPath: "$.error" }), want: [["stock"], ["error"]] },
  { name: "an error output in the place of the input", state: caught({}), want: null },
  { name: "a Pass that does nothing", state: { Type: "Pass" }, want: [] },
  { name: "a Pass that adds something", state: { Type: "Pass", Result: 1, ResultPath: "$.a.b" }, want: [["a", "b"]] },
  { name: "a Pass that makes its output", state: { Type: "Pass", Result: { paid: true } }, want: null },
  { name: "a Pass that selects its output", state: { Type: "Pass", Parameters: { "paid.$": "$.paid" } }, want: null },
  { name: "a Pass that takes a part of its input", state: { Type: "Pass", InputPath: "$.order" }, want: null },
  { name: "a Wait", state: { Type: "Wait", Seconds: 1 }, want: [] },
  { name: "a Wait that takes a part of its input", state: { Type: "Wait", Seconds: 1, InputPath: "$.order" }, want: null },
  { name: "a Choice", state: { Type: "Choice", Choices: [isPaid], Default: "Last" }, want: [] },
  {
    name: "a rule that sets a variable",
    state: { Type: "Choice", Choices: [{ ...isPaid, Assign: { paid: 1 } }], Default: "Last" },
    want: null,
  },
  { name: "a Parallel, with what its branches write", state: parallel, want: [["packed"], ["parcel"]] },
  { name: "a Parallel whose branches start with something else", state: { ...parallel, Parameters: { "id.$": "$.id" } }, want: null },
  { name: "a Map, with what its iterations write", state: map, want: [["packed"], ["parcel"]] },
  { name: "a Map whose iterations start with something else", state: { ...map, ItemSelector: { "id.$": "$.id" } }, want: null },
])("the places that a machine writes to: $name", ({ state, want }) => {
  const next = "Choices" in state ? {} : { Next: "Last" };
  const machine = machineWith({ First: { ...next, ...state }, Last: { Type: "Succeed" } });
  expect(placesWritten(machineGraph(machine))).toEqual(want);
});

test("what lies in a written place must be written, and parts of an error output; all else is the execution's", () => {
  const asked: readonly Keys[] = [["stock"], ["stock", "id"], ["order", "id"], ["stocks"], ["Cause"], []];
  expect(asked.filter((keys) => mustBeWritten(inputAt(keys), [["stock"]]))).toEqual([["stock"], ["stock", "id"], ["Cause"]]);
});
