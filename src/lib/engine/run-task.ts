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
import type { Step, TaskAnswer, TaskEnd } from "./step.ts";
import { awaited, isStep, TURN } from "./step.ts";
import type { Simulation } from "./simulation.ts";
import type { TaskReply, TaskRequest } from "./task.ts";
import { recordActivityStarted, recordOutcome, recordScheduled, recordStarted, recordSubmitted } from "./task-events.ts";
import { taskToken } from "./task-token.ts";
import type { Visit } from "./visit.ts";

/** Task: schedules its work with somebody outside and waits for the answer. */
export function runTask(visit: Visit<TaskState>): Step<StateResult> {
  return runWork(visit, (input) => attemptTask(visit, input));
}

function* attemptTask(visit: Visit<TaskState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const { integration } = state;
  const { simulation } = frame.execution;
  // Recorded on AWS: `.sync` tasks have a token, too.
  visit.taskToken = integration.pattern === "request-response" && integration.kind !== "activity" ? null : taskToken(frame.execution.rng);
  const flow = dataFlow(state.queryLanguage);
  const made = state.arguments ? flow.evaluate(visit, state.arguments, { input }, flow.argumentsField) : evaluated(input);
  const parameters = isStep(made) ? yield* made : made;
  if (!parameters.ok) return { ok: false, failure: failEvaluation(visit, parameters) };
  const call = isConstant(state) ? evaluated(constantCall(state, parameters.value)) : yield* evaluateCall(visit, input, parameters.value);
  if (!call.ok) return { ok: false, failure: failEvaluation(visit, call) };
  const request = schedule(visit, call.value);
  recordScheduled(frame, request, call.value.credentialsRole);
  recordStarted(frame, request);
  const performed = simulation.perform(request);
  const reply = mustWait(simulation, performed) ? ((yield { type: "reply", request, reply: performed }) as TaskAnswer) : performed;
  if (integration.kind === "activity" && wasTaken(reply)) recordActivityStarted(frame, undefined);
  const end = reply.type === "submitted" || reply.type === "elsewhere" ? yield* followUp(frame, request, reply) : reply;
  const attempt = recordOutcome(frame, request, end);
  // What happens in the same moment elsewhere is recorded before this failure has consequences.
  if (!attempt.ok && simulation.isCrowded()) yield TURN;
  return attempt;
}

/** Whether somebody had the task when it ended; one that could not be scheduled nobody ever had. */
function wasTaken(reply: TaskAnswer): boolean {
  return reply.type === "succeeded" || (reply.type === "failed" && reply.phase !== "schedule");
}

/** Whether a reply is still to come, or others have a turn before it counts. */
function mustWait<T extends TaskReply>(
  simulation: Simulation,
  reply: T | Promise<T>,
): reply is Promise<T> | Extract<T, { type: "silent" }> {
  return reply instanceof Promise || reply.type === "silent" || simulation.isCrowded();
}

/** Waits for the outcome of a task that somebody else has taken over. */
function* followUp(frame: Frame, request: TaskRequest, reply: Extract<TaskReply, { type: "submitted" | "elsewhere" }>): Step<TaskEnd> {
  if (reply.type === "elsewhere") return yield* followChannel(frame, request, reply.channel);
  recordSubmitted(frame, request, reply.output);
  const { outcome } = reply;
  if ("messages" in outcome) return yield* followChannel(frame, request, outcome);
  return mustWait(frame.execution.simulation, outcome) ? ((yield { type: "reply", request, reply: outcome }) as TaskEnd) : outcome;
}

interface Call {
  readonly parameters: JsonValue;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  readonly credentialsRole: string | null;
}

/** Whether there is nothing but the parameters to evaluate: no role, and limits that are plain numbers. */
function isConstant({ credentials, timeoutSeconds, heartbeatSeconds }: TaskState): boolean {
  return !credentials && !isComputed(timeoutSeconds) && !isComputed(heartbeatSeconds);
}

function constantCall({ timeoutSeconds, heartbeatSeconds }: TaskState, parameters: JsonValue): Call {
  return {
    parameters,
    timeoutSeconds: constant(timeoutSeconds),
    heartbeatSeconds: constant(heartbeatSeconds),
    credentialsRole: null,
  };
}

function* evaluateCall(visit: Visit<TaskState>, input: JsonValue, parameters: JsonValue): Step<Evaluated<Call>> {
  const { state } = visit;
  const flow = dataFlow(state.queryLanguage);
  const timeout = isComputed(state.timeoutSeconds)
    ? yield* seconds(visit, input, state.timeoutSeconds, "TimeoutSeconds")
    : evaluated(constant(state.timeoutSeconds));
  if (!timeout.ok) return timeout;
  const heartbeat = isComputed(state.heartbeatSeconds)
    ? yield* seconds(visit, input, state.heartbeatSeconds, "HeartbeatSeconds")
    : evaluated(constant(state.heartbeatSeconds));
  if (!heartbeat.ok) return heartbeat;
  const credentials = state.credentials
    ? yield* awaited(flow.evaluate(visit, state.credentials, { input }, "Credentials"))
    : evaluated(null);
  if (!credentials.ok) return credentials;
  const role = isObject(credentials.value) ? member(credentials.value, "RoleArn") : undefined;
  return evaluated({
    parameters,
    timeoutSeconds: timeout.value,
    heartbeatSeconds: heartbeat.value,
    credentialsRole: typeof role === "string" ? role : null,
  });
}

function isComputed(template: Template | undefined): template is Exclude<Template, { type: "literal" }> {
  return template !== undefined && template.type !== "literal";
}

/** A limit that deployment fills in is no number yet, and so none. */
function constant(template: Template | undefined): number | null {
  return template?.type === "literal" && typeof template.value === "number" ? template.value : null;
}

function* seconds(visit: Visit<TaskState>, input: JsonValue, template: Template, field: string): Step<Evaluated<number | null>> {
  const value = yield* awaited(dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input }, field));
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
    purpose: "task",
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
