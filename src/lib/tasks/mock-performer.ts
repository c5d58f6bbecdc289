import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import { Mailbox } from "../engine/mailbox.ts";
import type { TaskMessage, TaskOutcome, TaskReply, TaskRequest } from "../engine/task.ts";
import type { MockedAnswer, MockTestCase } from "./mock-config.ts";

/**
 * Answers the tasks of one execution as a test case says, and leaves states that it does not mock to others (undefined).
 * The nth invocation of a state, retries and Map iterations included, gets its nth answer; a UserError where there is none.
 */
export function mockPerformer(testCase: MockTestCase): (request: TaskRequest) => TaskReply | undefined {
  const invocations = new Map<string, number>();
  return (request) => {
    const { state } = request;
    const response = testCase.states.get(state);
    if (response === undefined) return undefined;
    const invocation = invocations.get(state) ?? 0;
    invocations.set(state, invocation + 1);
    const mocked = response.attempts.find(({ last }) => invocation <= last);
    if (mocked !== undefined) return reply(request, mocked.answer);
    throw new UserError(
      `Test case "${testCase.name}" has no answer for invocation ${invocation} of state "${state}"`,
      `Add the attempt "${invocation}" to the mocked response "${response.name}".`,
      response.location,
    );
  };
}

/** A mock file says how a task ends; that a `.sync` or token task was submitted, and an activity taken by a worker, goes without saying. */
function reply(request: TaskRequest, answer: MockedAnswer): TaskReply {
  const outcome = outcomeOf(request, answer);
  const { kind, pattern } = request.integration;
  if (pattern !== "request-response") return { type: "submitted", output: {}, outcome };
  if (kind !== "activity" || outcome.type === "silent") return outcome;
  const messages = new Mailbox<TaskMessage>();
  messages.post({ type: "started" });
  messages.post(outcome);
  return { type: "elsewhere", channel: { messages, outside: false } };
}

function outcomeOf(request: TaskRequest, answer: MockedAnswer): TaskOutcome {
  switch (answer.type) {
    case "return":
      return { type: "succeeded", output: functionResult(request, answer.output) };
    case "throw": {
      const { error, cause } = answer;
      if (error === "States.Timeout") return { type: "silent" };
      if (error === "States.HeartbeatTimeout") return { type: "silent", heartbeat: true };
      return { type: "failed", ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    }
  }
}

/** Mock files give a function's response as the Invoke API does; a task on the function's own ARN sees its Payload alone. */
function functionResult({ integration }: TaskRequest, output: JsonValue): JsonValue {
  if (integration.kind !== "lambda-function" || !isObject(output)) return output;
  const payload = member(output, "Payload");
  return payload !== undefined && Object.keys(output).length === 2 && member(output, "StatusCode") !== undefined ? payload : output;
}
