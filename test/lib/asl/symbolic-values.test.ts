import { describe, expect, it } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { parseDefinition } from "../../machine-of.ts";
import { PAID, payTask, shown } from "./pay-machine.ts";

const pay = { Type: "Pass", Next: "Ship" };

describe("what stands for something not known yet", () => {
  it("tokens are never wrong, wherever they stand", () => {
    const definition = {
      StartAt: "${First}",
      TimeoutSeconds: "${Limit}",
      QueryLanguage: "${Language}",
      States: {
        Pay: {
          Type: "Task",
          Resource: "${ProcessPayment.Arn}",
          InputPath: "${Input}",
          ResultPath: "$.${Field}",
          Parameters: { "id.$": "$.${Id}", topic: "#{AWS::Region}" },
          TimeoutSeconds: "${Timeout}",
          HeartbeatSecondsPath: "$.${Heartbeat}",
          Retry: [
            {
              ErrorEquals: ["${Error}"],
              MaxAttempts: "${Attempts}",
              IntervalSeconds: "${Interval}",
              BackoffRate: "${Rate}",
              JitterStrategy: "${Jitter}",
            },
          ],
          Catch: [{ ErrorEquals: "${Errors}", Next: "${Recovery}" }],
          Next: "${Next}",
        },
        Decide: {
          Type: "Choice",
          Choices: [
            { Variable: "$.${Field}[", StringEquals: "${Value}", Next: "Pay" },
            { Variable: "$.total", NumericGreaterThan: "${Most}", Next: "Pay" },
            { Variable: "$.total", NumericEqualsPath: "$.${Field}[", Next: "Pay" },
          ],
          Default: "${Default}",
        },
        Pause: { Type: "Wait", Seconds: "${Pause}", Next: "Pay" },
        Until: { Type: "Wait", Timestamp: "${Date}T00:00:00Z", End: "${Last}", Next: "Pay" },
        Each: {
          Type: "Map",
          MaxConcurrency: "${Most}",
          ItemProcessor: { ProcessorConfig: { Mode: "${Mode}" }, StartAt: "Ship", States: { Ship: { Type: "Pass", End: true } } },
          End: true,
        },
        Other: { Type: "${Type}" },
      },
    };
    expect(shown(definition)).toEqual([]);
  });

  it.each([
    { name: "States is a token", states: "${AllStates}" },
    { name: "States is a function of the template", states: { "Fn::Transform": { Name: "AWS::Include" } } },
    { name: "a function of the template stands beside the states", states: { Pay: pay, "Fn::Transform": { Name: "AWS::Include" } } },
    { name: "a state is named by a token", states: { Pay: pay, "${Step}": PAID } },
  ])("any name may be a state where $name", ({ states }) => {
    expect(shown({ StartAt: "Pay", States: states })).toEqual([]);
  });

  it("a dynamic reference is a token", () => {
    expect(shown(payTask({ Resource: "{{resolve:ssm:/payment/function-arn}}" }))).toEqual([]);
  });

  it("a YAML tag stands for any value", () => {
    const span = { start: 0, end: 1 };
    const tagged = { type: "string", value: "Timeout", tag: "!Ref", ...span } as const;
    const { source, machine, diagnostics } = parseDefinition({ StartAt: "Paid", States: { Paid: PAID } });
    const { root } = parseJson(source);
    if (root?.type !== "object") throw new Error("An object was written");
    const members = [...root.members, { key: "TimeoutSeconds", ...span, value: tagged }];
    expect(parseMachine({ source, root: { ...root, members } })).toEqual({ machine: { ...machine, timeoutSpan: span }, diagnostics });
  });
});
