import type { TaskState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import { dataFlow } from "./data-flow.ts";
import type { Frame } from "./execution.ts";
import { followChannel } from "./follow-channel.ts";
import type { StateResult } from "./run-flow.ts";
import type { Attempt } from "./run-work.ts";
import { runWork } from "./run-work.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Step, TaskEnd } from "./step.ts";
import { awaitOutcome, performTask, turn } from "./step.ts";
import type { TaskRequest } from "./task.ts";
import { recordOutcome, recordScheduled, recordStarted, recordSubmitted } from "./task-events.ts";
import { taskToken } from "./task-token.ts";
import type { Visit } from "./visit.ts";

/** Task: schedules its work with somebody outside and waits for the answer. */
export function runTask(visit: Visit<TaskState>): Step<StateResult> {
  return runWork(visit, (input) => attemptTask(visit, input));
}

function* attemptTask(visit: Visit<TaskState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const { integration } = state;
  // Recorded on AWS: `.sync` tasks have a token, too.
  visit.taskToken = integration.pattern === "request-response" && integration.kind !== "activity" ? null : taskToken(frame.execution.rng);
  const call = yield* evaluateCall(visit, input);
  if (!call.ok) return { ok: false, failure: failEvaluation(visit, call) };
  const request = schedule(visit, call.value);
  recordScheduled(frame, request, call.value.credentialsRole);
  yield* turn();
  recordStarted(frame, request);
  const attempt = recordOutcome(frame, request, yield* outcomeOf(frame, request));
  yield* turn();
  return attempt;
}

function* outcomeOf(frame: Frame, request: TaskRequest): Step<TaskEnd> {
  const reply = yield* performTask(request);
  switch (reply.type) {
    case "elsewhere":
      return yield* followChannel(frame, request, reply.channel);
    case "submitted": {
      recordSubmitted(frame, request, reply.output);
      const { outcome } = reply;
      return "messages" in outcome ? yield* followChannel(frame, request, outcome) : yield* awaitOutcome(request, outcome);
    }
    case "succeeded":
    case "failed":
    case "timedOut":
      return reply;
  }
}

interface Call {
  readonly parameters: JsonValue;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  readonly credentialsRole: string | null;
}

function* evaluateCall(visit: Visit<TaskState>, input: JsonValue): Step<Evaluated<Call>> {
  const { state } = visit;
  const flow = dataFlow(state.queryLanguage);
  const parameters = state.arguments ? yield* flow.evaluate(visit, state.arguments, { input }, flow.argumentsField) : evaluated(input);
  if (!parameters.ok) return parameters;
  const timeout = yield* seconds(visit, input, state.timeoutSeconds, "TimeoutSeconds");
  if (!timeout.ok) return timeout;
  const heartbeat = yield* seconds(visit, input, state.heartbeatSeconds, "HeartbeatSeconds");
  if (!heartbeat.ok) return heartbeat;
  const credentials = state.credentials ? yield* flow.evaluate(visit, state.credentials, { input }, "Credentials") : evaluated(null);
  if (!credentials.ok) return credentials;
  const role = isObject(credentials.value) ? member(credentials.value, "RoleArn") : undefined;
  return evaluated({
    parameters: parameters.value,
    timeoutSeconds: timeout.value,
    heartbeatSeconds: heartbeat.value,
    credentialsRole: typeof role === "string" ? role : null,
  });
}

function* seconds(
  visit: Visit<TaskState>,
  input: JsonValue,
  template: Template | undefined,
  field: string,
): Step<Evaluated<number | null>> {
  if (template === undefined) return evaluated(null);
  const value = yield* dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input }, field);
  if (!value.ok) return value;
  if (typeof value.value === "number" && Number.isInteger(value.value) && value.value > 0) return evaluated(value.value);
  const shown = JSON.stringify(value.value);
  if (template.type === "jsonata") return queryFailure(`The ${field} field must be a positive whole number but was: ${shown}`, field);
  return runtimeFailure(`The ${field}Path parameter does not reference a positive integer value: ${shown}`);
}

function schedule({ frame, state, taskToken: token }: Visit<TaskState>, call: Call): TaskRequest {
  const { execution, iteration } = frame;
  const place = iteration === null ? state.name : `${iteration}/${state.name}`;
  const attempt = (execution.attempts.get(place) ?? 0) + 1;
  execution.attempts.set(place, attempt);
  execution.tasks += 1;
  return {
    id: execution.tasks,
    executionArn: execution.identity.executionArn,
    state: state.name,
    iteration,
    attempt,
    resource: state.resource.value,
    integration: state.integration,
    parameters: call.parameters,
    timeoutSeconds: call.timeoutSeconds,
    heartbeatSeconds: call.heartbeatSeconds,
    taskToken: token,
    scheduledAt: execution.simulation.now(),
  };
}
