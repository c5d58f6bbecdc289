import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/lib/base/json.ts";
import type { TaskOutcome, TaskRequest } from "../../../src/lib/engine/task.ts";
import type { Fault, FaultEffect } from "../../../src/lib/faults/fault.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import type { Target, TargetExecution } from "../../../src/lib/targets/target.ts";
import { machineOf } from "../../machine-of.ts";

/** A target for one test. */
export interface OpenedTarget {
  readonly target: Target;
  /** What stands at the endpoint now that was not there before. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Opens a target whose Lambda functions are answered like this. */
export type OpenTarget = (lambda: (request: TaskRequest) => TaskOutcome) => Promise<OpenedTarget>;

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:";
const INVOKE = "arn:aws:states:::lambda:invoke";

const lambda = (name: string, more: JsonObject = {}): JsonObject => ({ Type: "Task", Resource: `${FUNCTION}${name}`, ...more });
const catching = (next: string, error = "States.ALL"): JsonObject => ({
  Catch: [{ ErrorEquals: [error], ResultPath: "$.error", Next: next }],
});
const fail = (phase: "before" | "after" | "late", error = "OutOfStock"): FaultEffect => ({ type: "fail", phase, error, cause: "injected" });
const fault = (state: string, effect: FaultEffect, more: Partial<Fault> = {}): Fault => ({
  text: state,
  state,
  iteration: null,
  attempts: null,
  effect,
  ...more,
});

/** Charge, then reserve; a failure to reserve refunds. */
const ORDER: JsonObject = {
  StartAt: "Charge",
  States: {
    Charge: lambda("charge", { ResultPath: "$.payment", Next: "Reserve" }),
    Reserve: lambda("reserve", { ResultPath: "$.reservation", End: true, TimeoutSeconds: 1, ...catching("Refund") }),
    Refund: lambda("refund", { ResultPath: "$.refund", Next: "OrderFailed" }),
    OrderFailed: { Type: "Fail", Error: "OrderFailed", Cause: "rolled back" },
  },
};

const charged = [
  "TaskStateEntered Charge",
  "LambdaFunctionScheduled charge",
  "LambdaFunctionStarted",
  "LambdaFunctionSucceeded",
  "TaskStateExited Charge",
];
const reserving = ["TaskStateEntered Reserve", "LambdaFunctionScheduled reserve", "LambdaFunctionStarted"];
const refunded = [
  "TaskStateExited Reserve",
  "TaskStateEntered Refund",
  "LambdaFunctionScheduled refund",
  "LambdaFunctionStarted",
  "LambdaFunctionSucceeded",
  "TaskStateExited Refund",
  "FailStateEntered OrderFailed",
  "ExecutionFailed OrderFailed",
];
const rolledBack = (failure: string): readonly string[] => ["ExecutionStarted", ...charged, ...reserving, failure, ...refunded];

interface Case {
  readonly name: string;
  readonly definition?: JsonObject;
  readonly input?: JsonValue;
  readonly faults: readonly Fault[];
  readonly want: {
    readonly status: string;
    readonly history: readonly string[];
    /** What the functions did, in order. */
    readonly effects: readonly string[];
    readonly hits: readonly number[];
    readonly injected?: TargetExecution["injected"];
  };
}

const cases: readonly Case[] = [
  {
    name: "a saga without faults commits",
    faults: [],
    want: {
      status: "SUCCEEDED",
      history: ["ExecutionStarted", ...charged, ...reserving, "LambdaFunctionSucceeded", "TaskStateExited Reserve", "ExecutionSucceeded"],
      effects: ["charge", "reserve"],
      hits: [],
    },
  },
  {
    name: "before: the effect does not happen",
    faults: [fault("Reserve", fail("before"))],
    want: { status: "FAILED", history: rolledBack("LambdaFunctionFailed OutOfStock"), effects: ["charge", "refund"], hits: [1] },
  },
  {
    name: "after: the effect happens, and the step fails",
    faults: [fault("Reserve", fail("after"))],
    want: {
      status: "FAILED",
      history: rolledBack("LambdaFunctionFailed OutOfStock"),
      effects: ["charge", "reserve", "refund"],
      hits: [1],
      injected: [{ step: "Reserve", iteration: null, attempt: 1, phase: "after" }],
    },
  },
  {
    name: "late: the step times out, and the effect lands after the rollback",
    faults: [fault("Reserve", fail("late", "States.Timeout"))],
    want: {
      status: "FAILED",
      history: rolledBack("LambdaFunctionTimedOut States.Timeout"),
      effects: ["charge", "refund", "reserve"],
      hits: [1],
      injected: [{ step: "Reserve", iteration: null, attempt: 1, phase: "late" }],
    },
  },
  {
    name: "a timeout of a step without a timeout of its own is told at once",
    definition: { StartAt: "Charge", States: { Charge: lambda("charge", { End: true }) } },
    faults: [fault("Charge", fail("before", "States.Timeout"))],
    want: {
      status: "FAILED",
      history: ["ExecutionStarted", ...charged.slice(0, 3), "LambdaFunctionTimedOut States.Timeout", "ExecutionFailed States.Timeout"],
      effects: [],
      hits: [1],
    },
  },
  {
    name: "attempts: only those fail, the others really work",
    definition: { StartAt: "Charge", States: { Charge: lambda("charge", { End: true, Retry: [{ ErrorEquals: ["Busy"] }] }) } },
    faults: [fault("Charge", fail("before", "Busy"), { attempts: [1, 2] })],
    want: {
      status: "SUCCEEDED",
      history: [
        "ExecutionStarted",
        "TaskStateEntered Charge",
        "LambdaFunctionScheduled charge",
        "LambdaFunctionStarted",
        "LambdaFunctionFailed Busy",
        "LambdaFunctionScheduled charge",
        "LambdaFunctionStarted",
        "LambdaFunctionFailed Busy",
        "LambdaFunctionScheduled charge",
        "LambdaFunctionStarted",
        "LambdaFunctionSucceeded",
        "TaskStateExited Charge",
        "ExecutionSucceeded",
      ],
      effects: ["charge"],
      hits: [2],
    },
  },
  {
    name: "a result stands in the integration's envelope, with its parameters as they were evaluated",
    definition: {
      StartAt: "Charge",
      States: {
        Charge: {
          Type: "Task",
          Resource: INVOKE,
          Parameters: { FunctionName: "charge", "Payload.$": "$" },
          OutputPath: "$.Payload",
          Next: "IsPaid",
        },
        IsPaid: { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: false, Next: "Declined" }], Default: "Done" },
        Declined: { Type: "Fail", Error: "Declined" },
        Done: { Type: "Succeed" },
      },
    },
    faults: [fault("Charge", { type: "result", result: { paid: false } })],
    want: {
      status: "FAILED",
      history: [
        "ExecutionStarted",
        "TaskStateEntered Charge",
        "TaskScheduled lambda invoke",
        "TaskStarted lambda invoke",
        "TaskSucceeded lambda invoke",
        "TaskStateExited Charge",
        "ChoiceStateEntered IsPaid",
        "ChoiceStateExited IsPaid",
        "FailStateEntered Declined",
        "ExecutionFailed Declined",
      ],
      effects: [],
      hits: [1],
    },
  },
  {
    name: "one iteration of a Map in a Map",
    definition: {
      StartAt: "Orders",
      States: {
        Orders: {
          Type: "Map",
          MaxConcurrency: 1,
          End: true,
          ItemProcessor: {
            StartAt: "Items",
            States: {
              Items: {
                Type: "Map",
                MaxConcurrency: 1,
                End: true,
                ItemProcessor: {
                  StartAt: "Reserve",
                  States: { Reserve: lambda("reserve", { End: true, ...catching("Skip") }), Skip: { Type: "Pass", End: true } },
                },
              },
            },
          },
        },
      },
    },
    input: [
      [{ sku: "tea" }, { sku: "cup" }],
      [{ sku: "pot" }, { sku: "tin" }],
    ],
    faults: [fault("Reserve", fail("before"), { iteration: "Orders[1]/Items[0]" })],
    want: {
      status: "SUCCEEDED",
      history: [
        "ExecutionStarted",
        "MapStateEntered Orders",
        "MapStateStarted",
        "MapIterationStarted Orders[0]",
        "MapStateEntered Items",
        "MapStateStarted",
        ...iteration(0, "LambdaFunctionSucceeded"),
        ...iteration(1, "LambdaFunctionSucceeded"),
        "MapStateSucceeded",
        "MapStateExited Items",
        "MapIterationSucceeded Orders[0]",
        "MapIterationStarted Orders[1]",
        "MapStateEntered Items",
        "MapStateStarted",
        ...iteration(0, "LambdaFunctionFailed OutOfStock", "PassStateEntered Skip", "PassStateExited Skip"),
        ...iteration(1, "LambdaFunctionSucceeded"),
        "MapStateSucceeded",
        "MapStateExited Items",
        "MapIterationSucceeded Orders[1]",
        "MapStateSucceeded",
        "MapStateExited Orders",
        "ExecutionSucceeded",
      ],
      effects: ["reserve tea", "reserve cup", "reserve tin"],
      hits: [1],
    },
  },
  {
    name: "a branch of a Parallel",
    definition: {
      StartAt: "Book",
      States: {
        Book: {
          Type: "Parallel",
          Branches: [{ StartAt: "Reserve", States: { Reserve: lambda("reserve", { End: true }) } }],
          ...catching("Refund"),
          End: true,
        },
        Refund: lambda("refund", { End: true }),
      },
    },
    faults: [fault("Reserve", fail("after"))],
    want: {
      status: "SUCCEEDED",
      history: [
        "ExecutionStarted",
        "ParallelStateEntered Book",
        "ParallelStateStarted",
        ...reserving,
        "LambdaFunctionFailed OutOfStock",
        "TaskStateAborted",
        "ParallelStateFailed",
        "ParallelStateExited Book",
        ...refunded.slice(1, 6),
        "ExecutionSucceeded",
      ],
      effects: ["reserve", "refund"],
      hits: [1],
      injected: [{ step: "Reserve", iteration: null, attempt: 1, phase: "after" }],
    },
  },
  {
    name: "a payload that looks like paths stays what it is when the step is really done",
    definition: {
      StartAt: "Charge",
      States: {
        Charge: { Type: "Task", Resource: INVOKE, Parameters: { FunctionName: "charge", "Payload.$": "$" }, End: true },
      },
    },
    input: { "note.$": "$.secret", "__proto__.$": "States.UUID()", "{% 1 %}": "{% $states.input %}" },
    faults: [fault("Charge", fail("after"))],
    want: {
      status: "FAILED",
      history: [
        "ExecutionStarted",
        "TaskStateEntered Charge",
        "TaskScheduled lambda invoke",
        "TaskStarted lambda invoke",
        "TaskFailed OutOfStock",
        "ExecutionFailed OutOfStock",
      ],
      effects: [
        'charge {"FunctionName":"charge","Payload":{"note.$":"$.secret","__proto__.$":"States.UUID()","{% 1 %}":"{% $states.input %}"}}',
      ],
      hits: [1],
      injected: [{ step: "Charge", iteration: null, attempt: 1, phase: "after" }],
    },
  },
];

function iteration(index: number, end: string, ...after: readonly string[]): readonly string[] {
  return [
    `MapIterationStarted Items[${index}]`,
    ...reserving,
    end,
    "TaskStateExited Reserve",
    ...after,
    `MapIterationSucceeded Items[${index}]`,
  ];
}

/** What every target promises, whatever runs behind it. */
export function targetContract(name: string, open: OpenTarget): void {
  describe(name, () => {
    const opened: OpenedTarget[] = [];
    afterEach(async () => {
      for (const target of opened.splice(0)) await target.close();
    });

    async function openHere(effects: string[]): Promise<OpenedTarget> {
      const target = await open((request) => {
        effects.push(effectOf(request));
        return { type: "succeeded", output: request.integration.kind === "service" ? { Payload: { done: true } } : { done: true } };
      });
      opened.push(target);
      return target;
    }

    test.each(cases)("$name", async ({ definition = ORDER, input = { order: "o-1" }, faults, want }) => {
      const effects: string[] = [];
      const { target, leftovers } = await openHere(effects);
      const seen: HistoryEvent[] = [];
      const execution = await target.run({
        machine: machineOf(definition),
        definition,
        machineName: "order",
        executionName: "order-1",
        input,
        faults,
        onEvent: (event) => void seen.push(event),
      });
      expect({
        status: execution.result.status,
        history: execution.events.map(shown),
        effects,
        hits: execution.hits,
        injected: execution.injected,
        leftovers: await leftovers(),
      }).toEqual({ injected: [], ...want, leftovers: [] });
      expect(seen).toEqual(execution.events);
      expect(execution.events.map(({ id }) => id)).toEqual(execution.events.map((_, index) => index + 1));
    });
  });
}

function effectOf({ state, parameters, integration }: TaskRequest): string {
  if (integration.kind === "service") return `${state.toLowerCase()} ${JSON.stringify(parameters)}`;
  const { sku } = parameters as { sku?: string };
  return sku === undefined ? state.toLowerCase() : `${state.toLowerCase()} ${sku}`;
}

/** An event in a line: its type, and the name in its details. */
function shown({ type, details }: HistoryEvent): string {
  const { name, index, resource, resourceType, error } = details as Readonly<Record<string, string | number | undefined>>;
  if (error !== undefined) return `${type} ${error}`;
  if (index !== undefined) return `${type} ${name}[${index}]`;
  const parts = [
    type,
    name,
    resourceType,
    String(resource ?? "")
      .split(":")
      .at(-1),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
