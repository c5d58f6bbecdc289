import { expect, it } from "vitest";
import { allStates } from "../../../src/lib/asl/graph.ts";
import { defaultError } from "../../../src/lib/faults/default-error.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineWith } from "../../machine-of.ts";

const task = (fields: object): object => ({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", ...fields });
const catcher = (Next: string, ...ErrorEquals: string[]): object => ({ ErrorEquals, Next });

/** An order whose payment has these catchers; ReleaseInventory is the compensation of ReserveInventory. */
function saga(...Catch: object[]): object {
  return {
    ReserveInventory: task({ Next: "ProcessPayment" }),
    ProcessPayment: task({ Next: "Done", Catch }),
    Done: { Type: "Succeed" },
    Report: task({ Next: "Failed" }),
    ReleaseInventory: task({ Next: "Failed" }),
    Failed: { Type: "Fail" },
  };
}

const declared = { steps: { ReserveInventory: { compensations: ["ReleaseInventory"] } } };

it.each<{ name: string; states: object; want: string }>([
  {
    name: "the first error that a catcher names which leads to a compensation",
    states: saga(catcher("Report", "ErrReport"), catcher("ReleaseInventory", "ErrCard", "ErrBank")),
    want: "ErrCard",
  },
  {
    name: "a timeout, where that is what the catcher names",
    states: saga(catcher("ReleaseInventory", "States.Timeout")),
    want: "States.Timeout",
  },
  {
    name: "States.TaskFailed where the catcher names all",
    states: saga(catcher("Report", "ErrReport"), catcher("ReleaseInventory", "States.ALL")),
    want: "States.TaskFailed",
  },
  {
    name: "States.TaskFailed where no catcher leads to a compensation",
    states: saga(catcher("Report", "ErrReport")),
    want: "States.TaskFailed",
  },
  { name: "States.TaskFailed without a Catch", states: saga(), want: "States.TaskFailed" },
  {
    name: "the same in a branch",
    states: {
      Both: {
        Type: "Parallel",
        Branches: [{ StartAt: "ReserveInventory", States: saga(catcher("ReleaseInventory", "ErrCard")) }],
        End: true,
      },
    },
    want: "ErrCard",
  },
])("is $name", ({ states, want }) => {
  const machine = machineWith(states);
  const state = [...allStates(machine)].find(({ name }) => name === "ProcessPayment");
  if (state?.type !== "Task") throw new Error("ProcessPayment is a Task");
  expect(defaultError(state, machine, buildModel("order", machine, declared).model)).toBe(want);
});

it("is any named error where the machine knows no compensation", () => {
  const machine = machineWith({ Send: task({ End: true, Catch: [catcher("Failed", "ErrSend")] }), Failed: { Type: "Fail" } });
  const state = machine.states.get("Send");
  if (state?.type !== "Task") throw new Error("Send is a Task");
  expect(defaultError(state, machine, buildModel("order", machine, { steps: {} }).model)).toBe("ErrSend");
});
