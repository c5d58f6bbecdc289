import { describe, expect, it } from "vitest";
import { checkJsonata } from "../../../src/lib/asl/check-jsonata.ts";
import { parseDefinition } from "../../machine-of.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";
import { LAMBDA, PAID, pay } from "./pay-machine.ts";

async function shown(definition: object): Promise<readonly string[]> {
  const { source, machine } = parseDefinition(definition);
  if (machine === undefined) throw new Error("There is no machine");
  return shownDiagnostics(source, await checkJsonata(machine)).map((line) => line.replace("order.asl.json:", ""));
}

const JSONATA = { QueryLanguage: "JSONata" };
/** The expression begins at 7:21. */
const output = (expression: string): object => pay({ Type: "Pass", Output: `{% ${expression} %}`, Next: "Paid" }, JSONATA);
const task = (more: object): object => pay({ Type: "Task", Resource: LAMBDA, Next: "Paid", ...more }, JSONATA);
const caught = (more: object): object => task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Paid", ...more }] });

describe("syntax", () => {
  it.each([
    { expression: "1 +", want: "7:23: This is not JSONata: Unexpected end of expression" },
    { expression: "$order[1,2)", want: '7:29: This is not JSONata: Expected "]", got ","' },
    { expression: "'open", want: "7:25: This is not JSONata: String literal must be terminated by a matching quote" },
    { expression: '{"total":}', want: '7:32: This is not JSONata: The symbol "}" cannot be used as a unary operator' },
    { expression: "(\n  $a := 1;\n  $a b\n)", want: '7:41: This is not JSONata: Expected ")", got "b"' },
    { expression: "", want: "7:17: This is not JSONata: Unexpected end of expression" },
  ])("of $expression", async ({ expression, want }) => {
    expect(await shown(output(expression))).toEqual([want]);
  });
});

describe("names", () => {
  const nothing = "and there is nothing: Step Functions gives JSONata no context";
  it.each([
    {
      name: "at the top level",
      definition: output("order.total > 3 and total"),
      want: [
        `7:21: "order" reads what is around the expression, ${nothing}. Read the state's input as $states.input.order, and variables as $name.`,
        `7:41: "total" reads what is around the expression, ${nothing}. Read the state's input as $states.input.total, and variables as $name.`,
      ],
    },
    {
      name: "in backquotes",
      definition: output("1 + `line items`"),
      want: [
        `7:25: "line items" reads what is around the expression, ${nothing}. Read the state's input as $states.input.\`line items\`, and variables as $name.`,
      ],
    },
    {
      name: "of the context itself",
      definition: output("$$.order"),
      want: [
        `7:21: "$$" reads what is around the expression, ${nothing}. Read the state's input as $states.input, and variables as $name.`,
      ],
    },
    {
      name: "of an operator that came later",
      definition: output("$states.input.total ?? 0"),
      want: ["7:41: The operator ?? came with JSONata 2.1, and Step Functions has 2.0.6. Write $exists(a) ? a : b."],
    },
    {
      name: "of a function that is misspelt",
      definition: output("$summ($states.input.totals)"),
      want: ['7:21: There is no function $summ on Step Functions. Did you mean "$sum"?'],
    },
    {
      name: "of the function that Step Functions leaves out",
      definition: output("$eval($states.input.text)"),
      want: ["7:21: There is no function $eval on Step Functions. $parse reads JSON."],
    },
    {
      name: "that $states does not have",
      definition: output("$states.inptu.order"),
      want: ['7:29: $states has no field "inptu". Did you mean "input"?'],
    },
    {
      name: "of a result where there is none",
      definition: task({ Arguments: { total: "{% $states.result.total %}" } }),
      want: ["10:30: $states.result does not exist here. It is there in Output and Assign of a Task, Parallel or Map."],
    },
    {
      name: "of an error where there is none",
      definition: task({ Output: "{% $string($states.errorOutput) %}" }),
      want: ["9:37: $states.errorOutput does not exist here. It is there in Output and Assign of a catcher."],
    },
    {
      name: "of a result",
      definition: task({ Output: "{% $states.result %}", Assign: { id: "{% $states.result.id & '!' %}" } }),
      want: [],
    },
    {
      name: "in an error output only its two texts",
      definition: caught({
        Output: "{% $states.errorOutput.message %}",
        Assign: { why: "{% {'why': $states.errorOutput.Cause.errorMessage, 'error': $states.errorOutput.Error} %}" },
      }),
      want: [
        "15:45: An error output is {Error, Cause}, two texts: it has no message",
        "17:52: An error output is {Error, Cause}, two texts: it has no Cause.errorMessage. Where the cause is JSON, $parse($states.errorOutput.Cause) reads it.",
      ],
    },
    {
      name: "what an error output's cause is when it is parsed",
      definition: caught({
        Output: "{% $parse($states.errorOutput.Cause).errorMessage %}",
        Assign: { why: "{% $states.errorOutput.Cause %}" },
      }),
      want: [],
    },
    {
      name: "of an error",
      definition: caught({ Output: "{% $states.errorOutput %}", Assign: { why: "{% [$states.errorOutput.Cause] %}" } }),
      want: [],
    },
    {
      name: "of a result in a catcher",
      definition: caught({ Output: "{% $states.result %}" }),
      want: ["15:33: $states.result does not exist here. It is there in Output and Assign of a Task, Parallel or Map."],
    },
    {
      name: "of variables, input and context",
      definition: output("$total + $states.input.order[total > 3].total & $states.context.Execution.Id"),
      want: [],
    },
    { name: "behind tokens", definition: output("$states.input.${Field} + order"), want: [] },
  ])("$name", async ({ definition, want }) => {
    expect(await shown(definition)).toEqual(want);
  });
});

it("every field that may hold JSONata is looked into", async () => {
  const wrong = (name: string): string => `{% ${name} %}`;
  const source = { Resource: "arn:aws:states:::s3:getObject", Arguments: { Key: wrong("key") }, ReaderConfig: { MaxItems: wrong("most") } };
  const writer = { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: wrong("bucket") } };
  const flow = { StartAt: "Line", States: { Line: { Type: "Pass", Output: [wrong("line")], End: true } } };
  const definition = {
    ...JSONATA,
    StartAt: "Charge",
    States: {
      Charge: {
        Type: "Task",
        Resource: LAMBDA,
        Arguments: wrong("args"),
        TimeoutSeconds: wrong("limit"),
        HeartbeatSeconds: wrong("beat"),
        Next: "Pause",
      },
      Pause: { Type: "Wait", Seconds: wrong("pause"), Next: "Which" },
      Which: {
        Type: "Choice",
        Choices: [{ Condition: wrong("test"), Output: wrong("ruled"), Assign: { a: wrong("rule") }, Next: "Each" }],
        Output: wrong("chosen"),
        Default: "Both",
      },
      Each: {
        Type: "Map",
        Items: wrong("items"),
        ItemSelector: { item: wrong("item") },
        MaxConcurrency: wrong("width"),
        ToleratedFailureCount: wrong("count"),
        ToleratedFailurePercentage: wrong("percent"),
        ItemReader: source,
        ItemBatcher: { MaxItemsPerBatch: wrong("size"), MaxInputBytesPerBatch: wrong("bytes"), BatchInput: { a: wrong("batch") } },
        ResultWriter: writer,
        ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...flow },
        Next: "Paid",
      },
      Both: {
        Type: "Parallel",
        Arguments: wrong("both"),
        Branches: [{ StartAt: "No", States: { No: { Type: "Fail", Error: wrong("error"), Cause: wrong("cause") } } }],
        Next: "Paid",
      },
      Paid: { ...PAID, Output: wrong("paid") },
    },
  };
  const { machine } = parseDefinition(definition);
  const found = machine === undefined ? [] : await checkJsonata(machine);
  const names = found.map(({ message }) => /"(\w+)"/.exec(message)?.[1]);
  expect(names).toEqual([
    "args",
    "limit",
    "beat",
    "pause",
    "test",
    "ruled",
    "rule",
    "chosen",
    "items",
    "item",
    "width",
    "count",
    "percent",
    "key",
    "most",
    "size",
    "bytes",
    "batch",
    "bucket",
    "line",
    "both",
    "error",
    "cause",
    "paid",
  ]);
});

it("a JSONPath machine is not looked into", async () => {
  expect(await shown(pay({ Type: "Pass", Parameters: { a: "{% 1 + %}" }, Next: "Paid" }))).toEqual([]);
});
