import { describe, expect, it } from "vitest";
import type { StateMachine } from "../../../src/lib/asl/ast.ts";
import type { UserError } from "../../../src/lib/base/user-error.ts";
import type { Fault } from "../../../src/lib/faults/fault.ts";
import { parseFault } from "../../../src/lib/faults/parse-fault.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineWith } from "../../machine-of.ts";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true, ...fields });

/** An order whose names hold what the grammar uses. */
const ORDER = machineWith({
  ReserveInventory: task({
    Catch: [
      { ErrorEquals: ["ErrReserveInventory"], Next: "ReleaseInventory" },
      { ErrorEquals: ["States.ALL"], Next: "ReleaseInventory" },
    ],
    Next: "Each order",
    End: undefined,
  }),
  "Each order": {
    Type: "Map",
    ItemProcessor: {
      StartAt: "Lines",
      States: { Lines: { Type: "Map", ItemProcessor: { StartAt: "Ship", States: { Ship: task() } }, End: true } },
    },
    Next: "sns:NotifySuccess",
  },
  "sns:NotifySuccess": task(),
  "Send receipt #2": task(),
  "Is it = paid? @home": task(),
  ReleaseInventory: task(),
});

/** A machine where one name begins as another, so that texts can be read twice. */
const TWICE = machineWith({ sns: task({ Next: "sns:Notify", End: undefined }), "sns:Notify": task(), "sns:Notify#1": task() });

function parse(text: string, machine: StateMachine = ORDER, cause?: string): Fault {
  return parseFault(text, machine, buildModel("order", machine, { steps: {} }).model, cause);
}

function failing(text: string, fields: Partial<Fault> & Partial<Extract<Fault["effect"], { type: "fail" }>>): Fault {
  const { state = text, iteration = null, attempts = null, phase = "before", error = "States.TaskFailed" } = fields;
  return { text, state, iteration, attempts, effect: { type: "fail", phase, error, cause: `Injected by saga-cli: --fail-at ${text}` } };
}

describe("a fault", () => {
  it.each<{ text: string; want: Parameters<typeof failing>[1] }>([
    { text: "Ship", want: {} },
    { text: "Ship#1", want: { state: "Ship", attempts: [1, 1] } },
    { text: "Ship#2-3", want: { state: "Ship", attempts: [2, 3] } },
    { text: "Ship:ErrShip", want: { state: "Ship", error: "ErrShip" } },
    { text: "Ship:com.shop.ErrShip$Late:now", want: { state: "Ship", error: "com.shop.ErrShip$Late:now" } },
    { text: "Ship@before", want: { state: "Ship" } },
    { text: "Ship@after", want: { state: "Ship", phase: "after" } },
    { text: "Ship@late", want: { state: "Ship", phase: "late", error: "States.Timeout" } },
    { text: "Ship:States.HeartbeatTimeout@late", want: { state: "Ship", phase: "late", error: "States.HeartbeatTimeout" } },
    { text: "Ship#1-2:ErrShip@after", want: { state: "Ship", attempts: [1, 2], error: "ErrShip", phase: "after" } },
    { text: "Lines[0]/Ship", want: { state: "Ship", iteration: "Lines[0]" } },
    {
      text: "Each order[1]/Lines[20]/Ship#2:ErrShip",
      want: { state: "Ship", iteration: "Each order[1]/Lines[20]", attempts: [2, 2], error: "ErrShip" },
    },
    { text: "sns:NotifySuccess", want: {} },
    { text: "sns:NotifySuccess:ErrTopic@after", want: { state: "sns:NotifySuccess", error: "ErrTopic", phase: "after" } },
    { text: "Send receipt #2", want: {} },
    { text: "Send receipt #2#3", want: { state: "Send receipt #2", attempts: [3, 3] } },
    { text: "Is it = paid? @home", want: {} },
    { text: "Is it = paid? @home@after", want: { state: "Is it = paid? @home", phase: "after" } },
    { text: "ReserveInventory", want: { error: "ErrReserveInventory" } },
    { text: "ReserveInventory@late", want: { state: "ReserveInventory", phase: "late", error: "States.Timeout" } },
  ])("$text", ({ text, want }) => {
    expect(parse(text)).toEqual(failing(text, want));
  });

  it.each<{ text: string; want: Omit<Fault, "text"> }>([
    {
      text: 'Ship={"status": "declined"}',
      want: { state: "Ship", iteration: null, attempts: null, effect: { type: "result", result: { status: "declined" } } },
    },
    { text: "Ship#2=null", want: { state: "Ship", iteration: null, attempts: [2, 2], effect: { type: "result", result: null } } },
    {
      text: 'Lines[1]/Ship="a=b:c@after"',
      want: { state: "Ship", iteration: "Lines[1]", attempts: null, effect: { type: "result", result: "a=b:c@after" } },
    },
    {
      text: "Is it = paid? @home=false",
      want: { state: "Is it = paid? @home", iteration: null, attempts: null, effect: { type: "result", result: false } },
    },
  ])("$text gives a result", ({ text, want }) => {
    expect(parse(text)).toEqual({ text, ...want });
  });

  it("carries the cause that the person gives", () => {
    expect(parse("Ship", ORDER, "no more parcels").effect).toEqual({
      type: "fail",
      phase: "before",
      error: "States.TaskFailed",
      cause: "no more parcels",
    });
  });
});

describe("what cannot be read", () => {
  it.each<{ name: string; text: string; message: string; hint: string }>([
    {
      name: "an unknown state, with near names",
      text: "ReserveInventry",
      message: 'there is no state "ReserveInventry"',
      hint: 'Did you mean "ReserveInventory" or "ReleaseInventory"?',
    },
    {
      name: "a name that only begins as a state",
      text: "Shipping",
      message: 'there is no state "Shipping"',
      hint: "Known: ReserveInventory, Ship, sns:NotifySuccess, Send receipt #2, Is it = paid? @home, ReleaseInventory.",
    },
    {
      name: "an unknown state before an error",
      text: "ReserveInventry:ErrStock@after",
      message: 'there is no state "ReserveInventry"',
      hint: 'Did you mean "ReserveInventory" or "ReleaseInventory"?',
    },
    {
      name: "an unknown state whose name holds a colon",
      text: "sns:NotifySucess",
      message: 'there is no state "sns:NotifySucess"',
      hint: 'Did you mean "sns:NotifySuccess"?',
    },
    { name: "an unknown state in a Map", text: "Lines[0]/Shp", message: 'there is no state "Shp"', hint: 'Did you mean "Ship"?' },
    {
      name: "a state that is no Task",
      text: "Each order",
      message: '"Each order" is a Map state',
      hint: "Faults are injected into Tasks: ReserveInventory, Ship, sns:NotifySuccess, Send receipt #2, Is it = paid? @home, ReleaseInventory.",
    },
    {
      name: "attempt 0",
      text: "Ship#0",
      message: 'cannot read "#0" after the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    {
      name: "an unknown phase",
      text: "Ship@during",
      message: 'cannot read "@during" after the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    {
      name: "the parts in another order",
      text: "Ship@after:ErrShip",
      message: 'cannot read "@after:ErrShip" after the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    {
      name: "no error after the colon",
      text: "Ship:",
      message: 'cannot read ":" after the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    {
      name: "an iteration that is no number",
      text: "Lines[x]/Ship",
      message: 'cannot read "Lines[x]/" before the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    {
      name: "an iteration of what is no Map",
      text: "Ship[0]/Ship",
      message: 'cannot read "Ship[0]/" before the state "Ship"',
      hint: "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
    },
    { name: "attempts that run backwards", text: "Ship#3-2", message: "attempts 3-2 run backwards", hint: "Write #2-3." },
    {
      name: "a late effect of another error",
      text: "Ship:ErrShip@late",
      message: "a late effect is one whose step timed out, so the error cannot be ErrShip",
      hint: "Write Ship@late.",
    },
    {
      name: "nothing",
      text: "",
      message: 'there is no state ""',
      hint: "Known: ReserveInventory, Ship, sns:NotifySuccess, Send receipt #2, Is it = paid? @home, ReleaseInventory.",
    },
  ])("$name", ({ text, message, hint }) => {
    expect(thrown(() => parse(text))).toEqual({ message: `--fail-at ${text}: ${message}`, hint, exitCode: 2 });
  });

  it.each([
    { text: "Ship=declined", hint: "For a string write Ship='\"text\"'." },
    { text: "Is it = paid? @home=no", hint: "For a string write Is it = paid? @home='\"text\"'." },
    { text: "Ship=", hint: "For a string write Ship='\"text\"'." },
  ])("$text, which is not JSON", ({ text, hint }) => {
    const { message, ...rest } = thrown(() => parse(text));
    expect(message).toContain(`--fail-at ${text}: what follows = is not JSON: `);
    expect(rest).toEqual({ hint, exitCode: 2 });
  });
});

describe("two readings", () => {
  it.each([
    { text: "sns:Notify", ways: 'state "sns:Notify"; or state "sns" with ":Notify"' },
    { text: "sns:Notify#1", ways: 'state "sns:Notify#1"; or state "sns:Notify" with "#1"' },
    { text: "sns:Notify@after", ways: 'state "sns:Notify" with "@after"; or state "sns" with ":Notify@after"' },
  ])("$text can be read twice", ({ text, ways }) => {
    expect(thrown(() => parse(text, TWICE))).toEqual({
      message: `--fail-at ${text} can be read in 2 ways: ${ways}`,
      hint: "Add #n, an :ERROR or a @phase that leaves only one.",
      exitCode: 2,
    });
  });

  it.each<{ text: string; state: string }>([
    { text: "sns", state: "sns" },
    { text: "sns#1:Notify", state: "sns" },
    { text: "sns:Notify#2", state: "sns:Notify" },
    { text: "sns:Notify=null", state: "sns:Notify" },
    { text: "sns:Notify#1#1", state: "sns:Notify#1" },
  ])("$text can be read once", ({ text, state }) => {
    expect(parse(text, TWICE).state).toBe(state);
  });
});

function thrown(run: () => unknown): Pick<UserError, "message" | "hint" | "exitCode"> {
  try {
    run();
  } catch (error) {
    const { message, hint, exitCode } = error as UserError;
    return { message, hint, exitCode };
  }
  throw new Error("Nothing was thrown");
}
