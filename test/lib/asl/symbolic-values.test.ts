import { describe, expect, it } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { parseDefinition } from "../../machine-of.ts";
import { PAID, payTask, shown } from "./pay-machine.ts";

const pay = { Type: "Pass", Next: "Ship" };
const task = (more: object): object => ({
  Type: "Task",
  Resource: "arn:aws:lambda:us-east-1:123456789012:function:Pay",
  Next: "Ship",
  ...more,
});

interface HiddenCase {
  readonly name: string;
  readonly states: object;
  readonly unread: readonly string[];
}

const notRead = (what: string): string =>
  `${what} is not read: only a deployment can tell what it is. Rules of sagas are left out: they would miss what only is not read.`;

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
          Catch: [{ ErrorEquals: ["${Error}"], Next: "${Recovery}" }],
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
      },
    };
    expect(shown(definition)).toEqual([]);
  });

  it.each([
    { name: "States is a token", states: "${AllStates}", unread: ["3:13: States"] },
    { name: "States is a function of the template", states: { "Fn::Transform": { Name: "AWS::Include" } }, unread: ["3:13: States"] },
    {
      name: "a function of the template stands beside the states",
      states: { Pay: pay, "Fn::Transform": { Name: "AWS::Include" } },
      unread: ["8:5: What Fn::Transform adds to States"],
    },
    { name: "a state is named by a token", states: { Pay: pay, "${Step}": PAID }, unread: [] },
  ])("any name may be a state where $name", ({ states, unread }) => {
    expect(shown({ StartAt: "Pay", States: states })).toEqual(unread.map(notRead));
  });

  it.each<HiddenCase>([
    { name: "a state", states: { Pay: "${PayState}", Ship: PAID }, unread: ['4:12: State "Pay"'] },
    { name: "the type of a state", states: { Pay: { Type: "${PayType}" }, Ship: PAID }, unread: ['4:5: State "Pay"'] },
    {
      name: "a Choice's rules",
      states: { Pay: { Type: "Choice", Choices: "${Ways}", Default: "Ship" }, Ship: PAID },
      unread: ["6:18: Choices"],
    },
    {
      name: "one of a Choice's rules",
      states: { Pay: { Type: "Choice", Choices: [{ Ref: "Way" }], Default: "Ship" }, Ship: PAID },
      unread: ["7:9: An entry of Choices"],
    },
    {
      name: "branches",
      states: { Pay: { Type: "Parallel", Branches: "${Branches}", Next: "Ship" }, Ship: PAID },
      unread: ["6:19: Branches"],
    },
    {
      name: "a Map's processor",
      states: { Pay: { Type: "Map", ItemProcessor: "${Each}", Next: "Ship" }, Ship: PAID },
      unread: ["6:24: ItemProcessor"],
    },
    { name: "a Catch", states: { Pay: task({ Catch: "${Catch}" }), Ship: PAID }, unread: ["8:16: Catch"] },
    {
      name: "the errors of a catcher",
      states: { Pay: task({ Catch: [{ ErrorEquals: "${Errors}", Next: "Ship" }] }), Ship: PAID },
      unread: ["10:26: ErrorEquals"],
    },
  ])("it is said of $name that nobody reads it, and what else it leads to may be any state", ({ states, unread }) => {
    const definition = { StartAt: "Pay", States: { ...states, Refund: PAID } };
    expect(shown(definition)).toEqual(unread.map(notRead));
    expect(parseDefinition(definition).machine?.unread).toBe(true);
  });

  it.each([
    { name: "it is a token", retry: "${Retry}", place: "8:16" },
    { name: "one of its retriers is a token", retry: [{ ErrorEquals: ["States.Timeout"] }, "${LastRetrier}"], place: "14:9" },
    { name: "a retrier is a function of the template", retry: [{ "Fn::FindInMap": ["Retries", "Slow", "Retrier"] }], place: "9:9" },
    { name: "the errors of a retrier are a token", retry: [{ ErrorEquals: "${Errors}" }], place: "10:26" },
  ])("of a state's Retry it is said that nobody reads it, where $name; the rest of the machine is read", ({ retry, place }) => {
    const definition = { StartAt: "Pay", States: { Pay: task({ Retry: retry }), Ship: PAID } };
    expect(shown(definition)).toEqual([
      `${place}: The Retry is not read: only a deployment can tell what it is. Rules that miss a Retry, or a part of one, are left out for this state.`,
    ]);
    const { machine } = parseDefinition(definition);
    expect(machine?.unread).toBeUndefined();
    expect(machine?.states.get("Pay")).toMatchObject({ retry: [], retryUnread: true });
  });

  it("a machine whose only state is named Ref is read", () => {
    expect(parseDefinition({ StartAt: "Ref", States: { Ref: PAID } }).machine?.states.size).toBe(1);
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
