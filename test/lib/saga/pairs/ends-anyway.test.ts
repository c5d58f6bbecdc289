import { expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

/** A task that calls the function with this. */
function calls(functionName: string, payload: object, next?: string, caught?: string): object {
  const Parameters = { FunctionName: functionName, Payload: payload };
  return task(next, caught, { Resource: "arn:aws:states:::lambda:invoke", Parameters });
}

it.each([
  {
    name: "what asks the same as an undoing behind the step undoes nothing by its place",
    states: {
      LoadOrders: calls("load", {}, "SumUpOrders"),
      SumUpOrders: calls("sum", {}, "TerminateWorkers", "TerminateOnError"),
      TerminateWorkers: calls("scale", { wanted: 0 }, "WriteReport"),
      WriteReport: calls("report", {}),
      TerminateOnError: calls("scale", { wanted: 0 }, "Failed"),
    },
    want: {},
  },
  {
    name: "what asks something else does",
    states: {
      LoadOrders: calls("load", {}, "SumUpOrders"),
      SumUpOrders: calls("sum", {}, "TerminateWorkers", "TerminateOnError"),
      TerminateWorkers: calls("scale", { wanted: 1 }, "WriteReport"),
      WriteReport: calls("report", {}),
      TerminateOnError: calls("scale", { wanted: 0 }, "Failed"),
    },
    want: { LoadOrders: ["TerminateOnError"], SumUpOrders: ["TerminateOnError"] },
  },
  {
    name: "what asks the same undoes a step by its name",
    states: {
      StartWorkers: calls("scale", { wanted: 5 }, "LoadOrders"),
      LoadOrders: calls("load", {}, "TerminateWorkers", "TerminateWorkersOnError"),
      TerminateWorkers: calls("scale", { wanted: 0 }),
      TerminateWorkersOnError: calls("scale", { wanted: 0 }, "Failed"),
    },
    want: { StartWorkers: ["TerminateWorkersOnError"] },
  },
  {
    name: "what puts the failure of an undoing on record undoes nothing, whatever it is told",
    states: {
      LoadOrders: calls("load", {}, "TerminateCluster", "MarkClusterTerminatedOnError"),
      TerminateCluster: calls("terminate", {}, "WriteReport"),
      WriteReport: calls("report", {}),
      MarkClusterTerminatedOnError: calls("records", { action: "close_cluster" }, "Failed"),
    },
    want: {},
  },
])("$name", ({ states, want }) => {
  expect(pairsOfStates(states)).toEqual(want);
});
