import type { State, StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { JsonObject } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";
import type { TaskReply } from "../engine/task.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import { arnField, dataField, definitionField, failureFields } from "./api-fields.ts";
import { checkDefinition } from "./check-definition.ts";
import { executionInput, parsePayload } from "./execution-input.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { flag, number, required, structure, text, word } from "./parameters.ts";
import { runnableState } from "./runnable-state.ts";
import { testState } from "./test-state.ts";

const fields = {
  definition: required(definitionField),
  roleArn: arnField,
  input: dataField,
  inspectionLevel: word("INFO", "DEBUG", "TRACE"),
  revealSecrets: flag(),
  variables: dataField,
  stateName: text({ min: 1, max: 80 }),
  mock: structure({
    result: dataField,
    errorOutput: structure(failureFields),
    // The models of all services would be needed to check more than that the result is JSON.
    fieldValidationMode: word("STRICT", "PRESENT", "NONE"),
  }),
  context: dataField,
  stateConfiguration: structure({
    retrierRetryCount: number({ min: 0 }),
    errorCausedByState: text({ min: 1, max: 80 }),
    mapIterationFailureCount: number({ min: 0 }),
    mapItemReaderData: dataField,
  }),
};

/** One state run by itself. */
export const testStateOperations: Readonly<Record<string, Operation>> = {
  TestState: operation(fields, async (request, { world, arnPrefix }) => {
    const { machine, state } = await findState(request.definition, request.stateName);
    const { retrierRetryCount = 0, errorCausedByState, mapIterationFailureCount, mapItemReaderData } = request.stateConfiguration ?? {};
    const mock = mockOf(request.mock);
    checkMock(state, mock);
    if (errorCausedByState !== undefined && ![...allStates(machine)].some(({ name }) => name === errorCausedByState))
      throw refused(`State '${errorCausedByState}' not found in definition`);
    const readerData = mapItemReaderData === undefined ? undefined : jsonOf(mapItemReaderData, "mapItemReaderData");
    if (readerData !== undefined && !isArray(readerData)) throw refused("mapItemReaderData must be a JSON array");
    return testState({
      state,
      machine,
      input: executionInput(request.input ?? "{}"),
      variables: objectOf(request.variables, "variables"),
      context: objectOf(request.context, "context"),
      mock,
      perform: world.answer(runnableState(machine, `${arnPrefix}:stateMachine:TestState`, request.roleArn)).perform,
      retries: retrierRetryCount,
      failedIterations: mapIterationFailureCount,
      readerData,
      inspected: request.inspectionLevel !== undefined && request.inspectionLevel !== "INFO",
      startTime: world.now(),
    });
  }),
};

interface FoundState {
  readonly machine: StateMachine;
  readonly state: State;
}

/** The state of a whole definition that has the name, or the one that the definition is. */
async function findState(definition: string, stateName: string | undefined): Promise<FoundState> {
  const parsed = parsePayload(definition, (why) => invalid(`INVALID_JSON_DESCRIPTION: ${why}`));
  const isMachine = isObject(parsed) && "States" in parsed;
  if (isMachine && stateName === undefined) throw refused("stateName is required where the definition is a whole state machine");
  const name = stateName ?? "State";
  const { machine, problems } = await checkDefinition(isMachine ? definition : machineWith(name, definition), "STANDARD");
  // A state by itself leads to states that are not there.
  const errors = problems.filter(({ severity, code }) => severity === "ERROR" && (isMachine || code !== "MISSING_TRANSITION_TARGET"));
  if (errors.length > 0) throw invalid(errors.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(", "));
  const state = machine && [...allStates(machine)].find((candidate) => candidate.name === name);
  if (machine === undefined || state === undefined) throw refused("State not found in definition");
  return { machine, state };
}

function machineWith(name: string, definition: string): string {
  return `{"StartAt":${JSON.stringify(name)},"States":{${JSON.stringify(name)}:${definition}}}`;
}

interface MockRequest {
  readonly result: string | undefined;
  readonly errorOutput: { readonly error: string | undefined; readonly cause: string | undefined } | undefined;
}

function mockOf(mock: MockRequest | undefined): TaskReply | undefined {
  if (mock === undefined) return undefined;
  const { result, errorOutput } = mock;
  if ((result === undefined) === (errorOutput === undefined)) throw refused("A mock has either a result or an errorOutput");
  if (result !== undefined) return { type: "succeeded", output: jsonOf(result, "mock.result") };
  const { error, cause } = errorOutput ?? {};
  return { type: "failed", ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html */
function checkMock(state: State, mock: TaskReply | undefined): void {
  const { type } = state;
  if (mock !== undefined && !MOCKED.has(type)) throw refused(`State type '${type}' is not supported when a mock is specified`);
  if (mock !== undefined) return;
  if (type === "Map" || type === "Parallel") throw refused(`State type '${type}' needs a mock`);
  if (type !== "Task") return;
  const { pattern, kind } = state.integration;
  if (kind === "activity" || pattern !== "request-response") throw refused(`Resource '${state.resource.value}' needs a mock`);
}

const MOCKED: ReadonlySet<State["type"]> = new Set(["Task", "Map", "Parallel"]);

function objectOf(json: string | undefined, name: string): JsonObject {
  const value = json === undefined ? {} : jsonOf(json, name);
  if (!isObject(value)) throw refused(`${name} must be a JSON object`);
  return value;
}

function jsonOf(json: string, name: string): ReturnType<typeof parsePayload> {
  return parsePayload(json, (why) => refused(`${name} is not JSON: ${why}`));
}

function refused(message: string): ApiError {
  return new ApiError("ValidationException", message);
}

function invalid(why: string): ApiError {
  return new ApiError("InvalidDefinition", `Invalid State Machine Definition: '${why}'`);
}
