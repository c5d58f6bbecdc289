import { expect, test } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { FailureEdge } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";

const CONDITION = "{% $states.input.check.free = true %}";

interface Case {
  readonly name: string;
  /** What the task before the Choice passes on. */
  readonly check: object;
  /** What runs between the task and the Choice. */
  readonly pass?: object | undefined;
  readonly condition?: string;
  readonly want: string | null;
}

interface Parts extends Pick<Case, "check" | "pass"> {
  readonly choice: object;
  readonly more?: object;
}

function edgesIn({ check, pass = {}, choice, more = {} }: Parts): readonly FailureEdge[] {
  const definition = {
    ...more,
    StartAt: "HoldRoom",
    States: {
      HoldRoom: task("CheckRoom", "CancelRoom"),
      CheckRoom: task("Note", undefined, check),
      Note: { Type: "Pass", Next: "IsFree", ...pass },
      IsFree: { Type: "Choice", Choices: [{ ...choice, Next: "Done" }], Default: "Failed" },
      CancelRoom: task("Failed"),
      Done: { Type: "Succeed" },
      Failed: { Type: "Fail" },
    },
  };
  const { failureEdges } = buildModel("booking", machineOf(definition), { steps: {} }).model;
  return failureEdges;
}

test.each<Case>([
  { name: "tests its whole output", check: {}, condition: "{% $states.input.free %}", want: "CheckRoom" },
  { name: "tests what its Output takes of the result", check: { Output: { check: "{% $states.result.Payload %}" } }, want: "CheckRoom" },
  {
    name: "tests what its Output adds of the result",
    check: { Output: "{% $merge([$states.input, {'check': $states.result.Payload}]) %}" },
    want: "CheckRoom",
  },
  { name: "tests what its Output calculates", check: { Output: "{% $parse($states.result.Body) %}" }, want: "CheckRoom" },
  {
    name: "tests a variable that it assigns",
    check: { Output: "{% $states.input %}", Assign: { check: "{% $states.result.Payload %}" } },
    condition: "{% $check.free %}",
    want: "CheckRoom",
  },
  {
    name: "tests what a state in between takes of it",
    check: {},
    pass: { Assign: { free: "{% $states.input.free and $states.input.rooms > 0 %}" } },
    condition: "{% $free %}",
    want: "CheckRoom",
  },
  { name: "looks for a field that its Output leaves out", check: { Output: { room: "{% $states.result.room %}" } }, want: "CheckRoom" },
  { name: "tests the input that it hands on", check: { Output: "{% $states.input %}" }, want: null },
  {
    name: "tests the input beside what it adds",
    check: { Output: "{% $merge([$states.input, {'room': $states.result}]) %}" },
    want: null,
  },
  {
    name: "tests a counter between them",
    check: { Output: "{% $states.input %}", Assign: { room: "{% $states.result %}" } },
    pass: { Assign: { attempts: "{% $attempts + 1 %}" } },
    condition: "{% $attempts < 5 %}",
    want: null,
  },
  {
    name: "tests what a state in between chooses",
    check: { Output: "{% $states.input %}", Assign: { room: "{% $states.result %}" } },
    pass: { Assign: { free: "{% $exists($room.free) ? $room.free : false %}" } },
    condition: "{% $free %}",
    want: "CheckRoom",
  },
  { name: "tests the execution", check: {}, condition: "{% $states.context.Execution.Input.free %}", want: null },
])("a Choice $name: $want", ({ check, pass, condition = CONDITION, want }) => {
  expect(edgesIn({ check, pass, choice: { Condition: condition }, more: { QueryLanguage: "JSONata" } })).toEqual([
    { choice: "IsFree", target: "Failed", step: want },
  ]);
});

test.each<Case>([
  { name: "tests where its result is", check: { ResultPath: "$.check" }, condition: "$.check.free", want: "CheckRoom" },
  { name: "tests an item of its result", check: { ResultPath: "$.check" }, condition: "$.check.rooms[0].id", want: "CheckRoom" },
  { name: "tests its whole result", check: {}, condition: "$.free", want: "CheckRoom" },
  {
    name: "tests its ResultPath, which its OutputPath takes away",
    check: { ResultPath: "$.check", OutputPath: "$.order" },
    condition: "$.check.free",
    want: "CheckRoom",
  },
  { name: "tests another place", check: { ResultPath: "$.check" }, condition: "$.order.free", want: null },
  { name: "tests its input", check: { ResultPath: null }, condition: "$.free", want: null },
  {
    name: "tests a variable that it assigns",
    check: { ResultPath: null, Assign: { "check.$": "$.free" } },
    condition: "$check",
    want: "CheckRoom",
  },
  {
    name: "tests what a state in between takes of it",
    check: { ResultPath: "$.check" },
    pass: { Parameters: { "free.$": "$.check.free" } },
    condition: "$.free",
    want: "CheckRoom",
  },
  {
    name: "in JSONPath tests what JSONata hands on",
    check: { QueryLanguage: "JSONata", Output: "{% $states.input %}" },
    condition: "$.free",
    want: null,
  },
])("a Choice $name: $want", ({ check, pass, condition = "$", want }) => {
  expect(edgesIn({ check, pass, choice: { Variable: condition, BooleanEquals: true } })).toEqual([
    { choice: "IsFree", target: "Failed", step: want },
  ]);
});
