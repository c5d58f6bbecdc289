import { expect, test } from "vitest";
import { createEventScopes } from "../../../src/lib/faults/event-scopes.ts";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";
import { machineWith } from "../../machine-of.ts";

const task = (more: object = {}): object => ({ Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", ...more });
const flow = (states: object): object => ({ StartAt: Object.keys(states)[0], States: states });

/** Orders of items; each order is packed in two lines, of which one is retried as a whole. */
const machine = machineWith({
  Orders: {
    Type: "Map",
    Next: "Close",
    ItemProcessor: flow({
      Items: { Type: "Map", ItemProcessor: flow({ Reserve: task({ End: true }) }), Next: "Pack" },
      Pack: {
        Type: "Parallel",
        Retry: [{ ErrorEquals: ["Torn"], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Unpack" }],
        Branches: [flow({ Wrap: task({ Next: "Label" }), Label: task({ End: true }) }), flow({ Print: task({ End: true }) })],
        End: true,
      },
      Unpack: task({ End: true }),
    }),
  },
  Close: task({ End: true }),
});

test("each task event is known by the state and the iteration that scheduled it", () => {
  const scheduled: string[] = [];
  const perform = ({ state, iteration }: TaskRequest) => {
    scheduled.push(`${iteration ?? ""} ${state}`);
    return state === "Label" ? ({ type: "failed", error: "Torn" } as const) : ({ type: "succeeded", output: {} } as const);
  };
  const run = runMachine({ machine, input: [[1, 2], [3]], perform });
  if (run instanceof Promise) throw new Error("The run had to wait for something");
  const scopeOf = createEventScopes();
  const scopes = run.events.map((event) => ({ type: event.type, scope: scopeOf(event) }));
  const found = scopes
    .filter(({ type }) => type === "LambdaFunctionScheduled")
    .map(({ scope }) => `${scope.iteration ?? ""} ${scope.state}`);
  expect(found.toSorted()).toEqual(scheduled.toSorted());
  expect(new Set(found)).toEqual(
    new Set([
      "Orders[0]/Items[0] Reserve",
      "Orders[0]/Items[1] Reserve",
      "Orders[1]/Items[0] Reserve",
      ...[0, 1].flatMap((order) => ["Wrap", "Label", "Print", "Unpack"].map((state) => `Orders[${order}] ${state}`)),
      " Close",
    ]),
  );
});
