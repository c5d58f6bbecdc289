import { expect, it } from "vitest";
import { escapingErrors } from "../../../src/lib/faults/escapes.ts";
import { errorClasses } from "../../../src/lib/saga/failures/error-classes.ts";
import { machineGraph } from "../../../src/lib/saga/graph/machine-graph.ts";
import { machineWith } from "../../machine-of.ts";

const caught = (...ErrorEquals: string[]): object => ({ ErrorEquals, Next: "Failed" });

it.each<{ name: string; fields: object; classes: readonly string[]; escapes: readonly string[] }>([
  { name: "nothing caught", fields: {}, classes: ["UnnamedError", "States.Timeout"], escapes: ["UnnamedError", "States.Timeout"] },
  {
    name: "all caught",
    fields: { Catch: [caught("States.ALL")], HeartbeatSeconds: 5 },
    classes: ["UnnamedError", "States.Timeout", "States.HeartbeatTimeout"],
    escapes: [],
  },
  {
    name: "one error caught",
    fields: { Catch: [caught("ErrPayment")] },
    classes: ["ErrPayment", "UnnamedError", "States.Timeout"],
    escapes: ["UnnamedError", "States.Timeout"],
  },
  {
    name: "States.TaskFailed caught",
    fields: { Catch: [caught("States.TaskFailed")], HeartbeatSeconds: 5 },
    classes: ["UnnamedError", "States.Timeout", "States.HeartbeatTimeout"],
    escapes: ["States.Timeout", "States.HeartbeatTimeout"],
  },
  {
    name: "States.Timeout caught, heartbeats with it",
    fields: { Catch: [caught("States.Timeout")], HeartbeatSeconds: 5 },
    classes: ["States.Timeout", "UnnamedError", "States.HeartbeatTimeout"],
    escapes: ["UnnamedError"],
  },
  {
    name: "what only Retry names",
    fields: { Retry: [{ ErrorEquals: ["Lambda.Unknown", "States.Runtime"] }], Catch: [caught("ErrPayment")] },
    classes: ["ErrPayment", "Lambda.Unknown", "UnnamedError", "States.Timeout"],
    escapes: ["Lambda.Unknown", "UnnamedError", "States.Timeout"],
  },
])("$name", ({ fields, classes, escapes }) => {
  const machine = machineWith({
    Pay: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true, ...fields },
    Failed: { Type: "Fail" },
  });
  const state = machine.states.get("Pay");
  if (state?.type !== "Task") throw new Error("Pay is a Task");
  expect(errorClasses(state)).toEqual(classes);
  expect(escapingErrors(machineGraph(machine), state)).toEqual(escapes.map((error) => ({ state: "Pay", error })));
});

it("does not list what the Catch of a Parallel around it takes, nor errors that only that Catch names", () => {
  const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
  const machine = machineWith({
    Book: { Type: "Parallel", Branches: [{ StartAt: "Pay", States: { Pay: task } }], Catch: [caught("ErrPayment")], End: true },
    Failed: { Type: "Fail" },
  });
  const graph = machineGraph(machine);
  const state = graph.states.get("Pay")?.state;
  if (state?.type !== "Task") throw new Error("Pay is a Task");
  expect(escapingErrors(graph, state).map(({ error }) => error)).toEqual(["UnnamedError", "States.Timeout"]);
});
