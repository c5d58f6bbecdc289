import { describe, expect, test } from "vitest";
import type { State } from "../../../../src/lib/asl/ast.ts";
import { transitionsOf } from "../../../../src/lib/asl/graph.ts";
import type { Demand, Keys } from "../../../../src/lib/saga/dataflow/data-demand.ts";
import { demandText, inputAt } from "../../../../src/lib/saga/dataflow/data-demand.ts";
import { originInNested, originOf } from "../../../../src/lib/saga/dataflow/data-output.ts";
import { machineWith } from "../../../machine-of.ts";

const lambda = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:ReserveInventory" };
const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "ReserveInventory" } };
const api = (service: string): object => ({
  Type: "Task",
  Resource: `arn:aws:states:::${service}:invoke`,
  Parameters: { ApiEndpoint: "https://stock.example.com/reservations", Method: "POST" },
});
const branches = [
  { StartAt: "PackOrder", States: { PackOrder: { ...lambda, End: true } } },
  { StartAt: "PrintLabel", States: { PrintLabel: { ...lambda, End: true } } },
];

/** `input $.a`, `branch 0 $.a`, `unknown`, `absent (result)`… */
function shown(origin: ReturnType<typeof originOf>): string {
  switch (origin.type) {
    case "input":
      return `input ${demandText(origin.demand)}`;
    case "branch":
      return `branch ${origin.branch} ${demandText(origin.demand)}`;
    case "absent":
      return `absent (${origin.because})`;
    case "unknown":
    case "replaced":
    case "error":
      return origin.type;
  }
}

function stateOf(fields: object): State {
  const states = { First: { Next: "Last", ...fields }, Last: { Type: "Succeed" } };
  const state = machineWith(states).states.get("First");
  if (state === undefined) throw new Error("The machine lost its first state");
  return state;
}

const order: Keys = ["order", "id"];

const call = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "ReserveInventory" },
  QueryLanguage: "JSONata",
};

/** A task whose Output puts this over its input. */
function adding(part: string): object {
  return { ...call, Output: `{% $merge([$states.input, ${part}]) %}` };
}

describe("what a state passes on", () => {
  test.each<{ name: string; state: object; keys: Keys; want: string }>([
    { name: "a Wait keeps its input", state: { Type: "Wait", Seconds: 1 }, keys: order, want: "input $.order.id" },
    { name: "InputPath moves it", state: { Type: "Wait", Seconds: 1, InputPath: "$.saga" }, keys: order, want: "input $.saga.order.id" },
    { name: "InputPath null leaves nothing", state: { Type: "Pass", InputPath: null }, keys: order, want: "absent (shape)" },
    { name: "OutputPath moves it", state: { Type: "Pass", OutputPath: "$.saga" }, keys: order, want: "input $.saga.order.id" },
    { name: "OutputPath null leaves nothing", state: { Type: "Pass", OutputPath: null }, keys: order, want: "absent (shape)" },
    { name: "a function's result may hold it", state: lambda, keys: order, want: "replaced" },
    { name: "a function's result is no input", state: lambda, keys: [], want: "replaced" },
    { name: "the answer of Lambda has no such field", state: invoke, keys: order, want: "absent (result)" },
    { name: "the answer of Lambda has a Payload", state: invoke, keys: ["Payload", "id"], want: "replaced" },
    { name: "the answer of an API of API Gateway has no such field", state: api("apigateway"), keys: order, want: "absent (result)" },
    { name: "nor has that of an HTTPS endpoint", state: api("http"), keys: order, want: "absent (result)" },
    { name: "it has a ResponseBody", state: api("http"), keys: ["ResponseBody", "id"], want: "replaced" },
    {
      name: "what comes with a task token may hold it",
      state: { ...api("apigateway"), Resource: "arn:aws:states:::apigateway:invoke.waitForTaskToken" },
      keys: order,
      want: "replaced",
    },
    { name: "OutputPath looks into the answer", state: { ...invoke, OutputPath: "$.Payload" }, keys: order, want: "replaced" },
    { name: "a ResultPath leaves the rest alone", state: { ...lambda, ResultPath: "$.stock" }, keys: order, want: "input $.order.id" },
    { name: "a ResultPath leaves the whole alone", state: { ...lambda, ResultPath: "$.stock" }, keys: [], want: "input $" },
    { name: "the result lies at its ResultPath", state: { ...lambda, ResultPath: "$.stock" }, keys: ["stock", "id"], want: "unknown" },
    { name: "what lies around the result is there", state: { ...lambda, ResultPath: "$.a.b" }, keys: ["a"], want: "unknown" },
    {
      name: "an answer at its ResultPath has its own fields",
      state: { ...invoke, ResultPath: "$.stock" },
      keys: ["stock", "id"],
      want: "absent (shape)",
    },
    { name: "ResultPath null keeps the input", state: { ...lambda, ResultPath: null }, keys: order, want: "input $.order.id" },
    {
      name: "a ResultSelector has its own fields",
      state: { ...lambda, ResultSelector: { "id.$": "$.id" }, ResultPath: "$.stock" },
      keys: ["stock", "sku"],
      want: "absent (shape)",
    },
    {
      name: "a ResultSelector reads the answer",
      state: { ...invoke, ResultSelector: { "id.$": "$.id" }, ResultPath: "$.stock" },
      keys: ["stock", "id"],
      want: "absent (shape)",
    },
    { name: "a constant has its own fields", state: { Type: "Pass", Result: { paid: false } }, keys: ["paid"], want: "unknown" },
    { name: "a constant has no others", state: { Type: "Pass", Result: { paid: false } }, keys: order, want: "absent (shape)" },
    {
      name: "a token in a constant may become anything",
      state: { Type: "Pass", Result: { order: "${Order}" } },
      keys: order,
      want: "unknown",
    },
    { name: "Parameters rename", state: { Type: "Pass", Parameters: { "order.$": "$.saga" } }, keys: order, want: "input $.saga.id" },
    { name: "Parameters take variables", state: { Type: "Pass", Parameters: { "order.$": "$saga" } }, keys: order, want: "input $saga.id" },
    {
      name: "Parameters take the context",
      state: { Type: "Pass", Parameters: { "order.$": "$$.Execution.Input" } },
      keys: order,
      want: "unknown",
    },
    {
      name: "Parameters calculate",
      state: { Type: "Pass", Parameters: { "order.$": "States.StringToJson($.text)" } },
      keys: order,
      want: "unknown",
    },
    { name: "a Parallel gives an array", state: { Type: "Parallel", Branches: branches }, keys: order, want: "absent (result)" },
    {
      name: "a Parallel's item is what its branch gives",
      state: { Type: "Parallel", Branches: branches },
      keys: [1, "id"],
      want: "branch 1 $.id",
    },
    { name: "a Map gives an array", state: { Type: "Map", ItemProcessor: branches[0] }, keys: order, want: "absent (result)" },
    {
      name: "a JSONata Output renames",
      state: { Type: "Pass", QueryLanguage: "JSONata", Output: { order: "{% $states.input.saga %}" } },
      keys: order,
      want: "input $.saga.id",
    },
    {
      name: "a JSONata Output calculates",
      state: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $lookup($states.input, 'saga') %}" },
      keys: order,
      want: "unknown",
    },
    { name: "a JSONata Output adds to the input", state: adding("{'stock': $states.result}"), keys: order, want: "input $.order.id" },
    { name: "and is the input as a whole", state: adding("{'stock': $states.result}"), keys: [], want: "input $" },
    { name: "and puts the result there", state: adding("{'stock': $states.result.Payload}"), keys: ["stock", "id"], want: "unknown" },
    { name: "but nothing beside it", state: adding("{'stock': $states.result.Items}"), keys: ["stock", "id"], want: "absent (shape)" },
    { name: "and replaces a field", state: adding("{'order': {'sku': 1}}"), keys: order, want: "absent (shape)" },
    { name: "or brings what nobody knows", state: adding("$states.result.Payload"), keys: order, want: "unknown" },
    {
      name: "a JSONata Output of an object has its own fields",
      state: { ...call, Output: "{% {'id': $states.input.order.id} %}" },
      keys: order,
      want: "absent (shape)",
    },
    {
      name: "a JSONata Output of the result takes the place of the input",
      state: { ...call, Output: "{% $states.result.Payload %}" },
      keys: order,
      want: "replaced",
    },
    {
      name: "so it does where it picks from the result",
      state: { ...call, Output: { stock: "{% $states.result.Payload %}" } },
      keys: order,
      want: "absent (result)",
    },
    {
      name: "a JSONata Output takes a branch's output",
      state: { Type: "Parallel", Branches: branches, QueryLanguage: "JSONata", Output: { order: "{% $states.result[1] %}" } },
      keys: order,
      want: "branch 1 $.id",
    },
    { name: "without Output JSONata passes the result on", state: { ...lambda, QueryLanguage: "JSONata" }, keys: order, want: "replaced" },
  ])("$name", ({ state, keys, want }) => {
    const parsed = stateOf(state);
    expect(shown(originOf(parsed, transitionsOf(parsed)[0] ?? null, inputAt(keys)))).toBe(want);
  });
});

describe("what a catcher passes on", () => {
  test.each<{ name: string; catcher: object; language?: string; demand: Demand; want: string }>([
    { name: "by default its error output alone", catcher: {}, demand: inputAt(order), want: "absent (caught)" },
    { name: "by default nothing that could stand for the input", catcher: {}, demand: inputAt([]), want: "absent (caught)" },
    { name: "the error's name and cause", catcher: {}, demand: inputAt(["Cause"]), want: "error" },
    { name: "beside a ResultPath the input", catcher: { ResultPath: "$.error" }, demand: inputAt(order), want: "input $.order.id" },
    {
      name: "at its ResultPath the error output",
      catcher: { ResultPath: "$.error" },
      demand: inputAt(["error", "Cause"]),
      want: "unknown",
    },
    {
      name: "no other part of an error output",
      catcher: { ResultPath: "$.error" },
      demand: inputAt(["error", "message"]),
      want: "absent (shape)",
    },
    { name: "the input, where the error is dropped", catcher: { ResultPath: null }, demand: inputAt(order), want: "input $.order.id" },
    {
      name: "in JSONata what its Output says",
      language: "JSONata",
      catcher: { Output: "{% $states.input %}" },
      demand: inputAt(order),
      want: "input $.order.id",
    },
    {
      name: "in JSONata the input beside the error",
      language: "JSONata",
      catcher: { Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" },
      demand: inputAt(order),
      want: "input $.order.id",
    },
    {
      name: "in JSONata the error there",
      language: "JSONata",
      catcher: { Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" },
      demand: inputAt(["error", "Cause"]),
      want: "unknown",
    },
    {
      name: "in JSONata nothing that its Output leaves out",
      language: "JSONata",
      catcher: { Output: { customer: "{% $states.input.customer %}", error: "{% $states.errorOutput %}" } },
      demand: inputAt(order),
      want: "absent (caught)",
    },
    {
      name: "in JSONata no more than an error output has, though something is added to it",
      language: "JSONata",
      catcher: { Output: "{% $merge([$states.errorOutput, {'customer': $states.input.customer}]) %}" },
      demand: inputAt(order),
      want: "absent (caught)",
    },
    {
      name: "in JSONata the error output that it is told to",
      language: "JSONata",
      catcher: { Output: "{% $states.errorOutput %}" },
      demand: inputAt([]),
      want: "absent (caught)",
    },
    { name: "in JSONata by default its error output", language: "JSONata", catcher: {}, demand: inputAt(order), want: "absent (caught)" },
    { name: "variables", catcher: {}, demand: { variable: "order", keys: ["id"] }, want: "input $order.id" },
    {
      name: "variables that it assigns",
      catcher: { Assign: { "order.$": "$.Cause" } },
      demand: { variable: "order", keys: [] },
      want: "unknown",
    },
  ])("$name", ({ catcher, language = "JSONPath", demand, want }) => {
    const state = stateOf({ ...lambda, QueryLanguage: language, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Last", ...catcher }] });
    const caught = transitionsOf(state).find(({ type }) => type === "catch");
    expect(shown(originOf(state, caught ?? null, demand))).toBe(want);
  });
});

describe("what a nested flow starts with", () => {
  test.each<{ name: string; holder: object; demand: Demand; want: string }>([
    {
      name: "a branch gets the input of its Parallel",
      holder: { Type: "Parallel", Branches: branches },
      demand: inputAt(order),
      want: "input $.order.id",
    },
    {
      name: "a branch gets the Parameters of its Parallel",
      holder: { Type: "Parallel", Branches: branches, Parameters: { "order.$": "$.saga" } },
      demand: inputAt(order),
      want: "input $.saga.id",
    },
    { name: "an iteration gets an item", holder: { Type: "Map", ItemProcessor: branches[0] }, demand: inputAt(order), want: "unknown" },
    {
      name: "an iteration gets what ItemSelector makes",
      holder: { Type: "Map", ItemProcessor: branches[0], ItemSelector: { "order.$": "$.order", "sku.$": "$$.Map.Item.Value" } },
      demand: inputAt(order),
      want: "input $.order.id",
    },
    {
      name: "inner flows see outer variables",
      holder: { Type: "Map", ItemProcessor: branches[0] },
      demand: { variable: "order", keys: [] },
      want: "input $order",
    },
  ])("$name", ({ holder, demand, want }) => {
    const state = stateOf(holder);
    if (state.type !== "Parallel" && state.type !== "Map") throw new Error("The state holds no flow");
    expect(shown(originInNested(state, demand))).toBe(want);
  });
});
