import { expect, it } from "vitest";
import { parseJsonPath } from "../../../src/lib/expr/json-path.ts";
import { parseDefinition } from "../../machine-of.ts";
import { LAMBDA } from "./pay-machine.ts";

const DEFINITION = {
  Comment: "Takes the payment",
  StartAt: "Pay",
  TimeoutSeconds: 600,
  States: {
    Pay: {
      Type: "Task",
      Resource: LAMBDA,
      Parameters: { "order_id.$": "$.order_id", currency: "JPY" },
      TimeoutSeconds: 30,
      Retry: [{ ErrorEquals: ["ErrPayment"], MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed", ResultPath: "$.error" }],
      ResultPath: null,
      End: true,
    },
    Failed: { Type: "Fail", Error: "OrderFailed", CausePath: "$.error.Cause" },
  },
};
const { source, machine, diagnostics } = parseDefinition(DEFINITION);

/** The span of a part of the text; of its nth occurrence where it stands there several times. */
function span(part: string, nth = 1): { start: number; end: number } {
  let start = -1;
  for (let found = 0; found < nth; found++) start = source.text.indexOf(part, start + 1);
  return { start, end: start + part.length };
}

/** The span of an object or array that begins after a text, by the indentation of the line it begins on. */
function block(before: string): { start: number; end: number } {
  const start = source.text.indexOf(before) + before.length;
  const line = source.text.slice(source.text.lastIndexOf("\n", start) + 1);
  const indent = /^ */.exec(line)?.[0] ?? "";
  const close = new RegExp(`\\n${indent}[}\\]]`).exec(source.text.slice(start));
  return { start, end: start + (close?.index ?? 0) + (close?.[0].length ?? 0) };
}

function path(text: string): object {
  const parsed = parseJsonPath(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

it("holds every part of a machine with its place", () => {
  expect(diagnostics).toEqual([]);
  expect(machine).toEqual({
    source,
    span: { start: 0, end: source.text.length },
    comment: { value: "Takes the payment", span: span('"Takes the payment"') },
    queryLanguage: "JSONPath",
    version: undefined,
    timeoutSeconds: 600,
    timeoutSpan: span('"TimeoutSeconds": 600'),
    startAt: { value: "Pay", span: span('"Pay"') },
    states: new Map<string, object>([
      [
        "Pay",
        {
          type: "Task",
          name: "Pay",
          nameSpan: span('"Pay"', 2),
          span: block('"Pay": '),
          comment: undefined,
          queryLanguage: "JSONPath",
          inputPath: undefined,
          outputPath: undefined,
          output: undefined,
          assign: undefined,
          next: undefined,
          end: true,
          resource: { value: LAMBDA, span: span(`"${LAMBDA}"`) },
          integration: { kind: "lambda-function", service: "lambda", action: "invoke", pattern: "request-response", eventResource: "" },
          arguments: {
            type: "object",
            span: block('"Parameters": '),
            entries: [
              {
                key: "order_id",
                keySpan: span('"order_id.$"'),
                value: { type: "path", path: path("$.order_id"), span: span('"$.order_id"') },
              },
              { key: "currency", keySpan: span('"currency"'), value: { type: "literal", value: "JPY", span: span('"JPY"') } },
            ],
          },
          resultSelector: undefined,
          resultPath: null,
          credentials: undefined,
          timeoutSeconds: { type: "literal", value: 30, span: span("30") },
          heartbeatSeconds: undefined,
          retry: [
            {
              span: block('"Retry": [\n        '),
              errorEquals: [{ value: "ErrPayment", span: span('"ErrPayment"') }],
              intervalSeconds: 1,
              maxAttempts: 2,
              backoffRate: 2,
              maxDelaySeconds: undefined,
              jitterStrategy: "NONE",
            },
          ],
          retryUnread: false,
          catch: [
            {
              span: block('"Catch": [\n        '),
              errorEquals: [{ value: "States.ALL", span: span('"States.ALL"') }],
              next: { value: "Failed", span: span('"Failed"') },
              resultPath: path("$.error"),
              output: undefined,
              assign: undefined,
            },
          ],
        },
      ],
      [
        "Failed",
        {
          type: "Fail",
          name: "Failed",
          nameSpan: span('"Failed"', 2),
          span: block('"Failed": '),
          comment: undefined,
          queryLanguage: "JSONPath",
          error: { type: "literal", value: "OrderFailed", span: span('"OrderFailed"') },
          cause: { type: "path", path: path("$.error.Cause"), span: span('"$.error.Cause"') },
        },
      ],
    ]),
  });
});
