import { describe, expect, it } from "vitest";
import { addTargets, allStates, endsFlow, nestedFlows, reachableStates, transitionsOf } from "../../../src/lib/asl/graph.ts";
import { machineWith } from "../../machine-of.ts";

const MACHINE = machineWith({
  Pay: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Next: "Decide",
    Catch: [
      { ErrorEquals: ["ErrCard"], Next: "Failed" },
      { ErrorEquals: ["States.ALL"], Next: "Refund" },
    ],
  },
  Decide: {
    Type: "Choice",
    Choices: [
      { Variable: "$.express", BooleanEquals: true, Next: "Ship" },
      { Variable: "$.pickup", BooleanEquals: true, Next: "Done" },
    ],
    Default: "Pause",
  },
  Pause: { Type: "Wait", Seconds: 60, Next: "Ship" },
  Ship: {
    Type: "Parallel",
    Branches: [
      { StartAt: "Pack", States: { Pack: { Type: "Pass", End: true } } },
      {
        StartAt: "EachLine",
        States: {
          EachLine: { Type: "Map", ItemProcessor: { StartAt: "Label", States: { Label: { Type: "Pass", End: true } } }, End: true },
        },
      },
    ],
    Next: "Done",
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refund" }],
  },
  Refund: { Type: "Pass", Next: "Failed" },
  Done: { Type: "Succeed" },
  Failed: { Type: "Fail" },
});

const state = (name: string) => MACHINE.states.get(name)!;

describe("transitionsOf", () => {
  it.each([
    { name: "Pay", want: ["next Next 0 Decide", "catch A catcher's Next 0 Failed", "catch A catcher's Next 1 Refund"] },
    { name: "Decide", want: ["choice A choice rule's Next 0 Ship", "choice A choice rule's Next 1 Done", "default Default 0 Pause"] },
    { name: "Pause", want: ["next Next 0 Ship"] },
    { name: "Ship", want: ["next Next 0 Done", "catch A catcher's Next 0 Refund"] },
    { name: "Done", want: [] },
    { name: "Failed", want: [] },
  ])("of $name, in the order of the definition", ({ name, want }) => {
    expect(transitionsOf(state(name)).map(({ type, field, index, target }) => `${type} ${field} ${index} ${target.value}`)).toEqual(want);
  });
});

it.each([...MACHINE.states.keys()])("addTargets of %s adds what transitionsOf leads to", (name) => {
  const names = new Set<string>();
  addTargets(names, state(name));
  expect([...names]).toEqual(transitionsOf(state(name)).map(({ target }) => target.value));
});

it("endsFlow tells Succeed and Fail from what leads on", () => {
  expect([...MACHINE.states.values()].filter(endsFlow).map(({ name }) => name)).toEqual(["Done", "Failed"]);
  expect(endsFlow(nestedFlows(state("Ship"))[0]!.states.get("Pack")!)).toBe(true);
});

describe("reachableStates", () => {
  it("starts at StartAt and includes it", () => {
    expect([...reachableStates(MACHINE)].sort()).toEqual(["Decide", "Done", "Failed", "Pause", "Pay", "Refund", "Ship"]);
  });

  it("starts elsewhere on demand", () => {
    expect([...reachableStates(MACHINE, "Refund")]).toEqual(["Refund", "Failed"]);
  });

  it("follows only the transitions that count", () => {
    const forward = reachableStates(MACHINE, "Pay", ({ type }) => type !== "catch");
    expect([...forward].sort()).toEqual(["Decide", "Done", "Pause", "Pay", "Ship"]);
  });

  it("reaches nothing from a name that is no state", () => {
    expect([...reachableStates(MACHINE, "Label")]).toEqual([]);
  });
});

it("nestedFlows are the branches of a Parallel and the processor of a Map", () => {
  expect(nestedFlows(state("Ship")).map(({ startAt }) => startAt.value)).toEqual(["Pack", "EachLine"]);
  expect(nestedFlows(state("Pay"))).toEqual([]);
});

it("allStates goes into nested flows, outer before inner", () => {
  expect([...allStates(MACHINE)].map(({ name }) => name)).toEqual([
    "Pay",
    "Decide",
    "Pause",
    "Ship",
    "Pack",
    "EachLine",
    "Label",
    "Refund",
    "Done",
    "Failed",
  ]);
});
