import type { MapState, State, StateMachine } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { seededRng } from "../base/ports.ts";
import { decideRecovery } from "../engine/recovery.ts";
import { exceeds, namedLimits } from "../engine/tolerated-failures.ts";
import type { TaskPerformer, TaskReply, TaskRequest } from "../engine/task.ts";
import { present } from "../targets/embedded/present.ts";
import { inspect, mapLimits } from "./inspect-state.ts";
import type { SingleState } from "./single-state.ts";
import { asTask, runSingleState } from "./single-state.ts";

/** A state to test, and what it is tested with. */
export interface StateTest {
  readonly state: State;
  readonly machine: StateMachine;
  readonly input: JsonValue;
  readonly variables: JsonObject;
  /** Members of the context object. */
  readonly context: JsonObject;
  /** Stands for the work of a Task, Parallel or Map. */
  readonly mock: TaskReply | undefined;
  /** Answers a Task without a mock. */
  readonly perform: TaskPerformer;
  /** How often its retriers have been used. */
  readonly retries: number;
  /** How many iterations of a mocked Map have failed. */
  readonly failedIterations: number | undefined;
  /** What the ItemReader of a mocked Map reads. */
  readonly readerData: readonly JsonValue[] | undefined;
  readonly inspected: boolean;
  readonly startTime: number;
}

/** What TestState answers: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export async function testState(test: StateTest): Promise<JsonObject> {
  const { mock, retries } = test;
  const state = withReaderData(test);
  let reply = mock;
  // The work is done once; whatever is run again for the answer's sake sees the same reply.
  const perform = async (request: TaskRequest, signal: AbortSignal): Promise<TaskReply> => (reply ??= await test.perform(request, signal));
  if (state.type === "Map" && mock) reply = await withinTolerance({ ...test, state, perform }, state);
  const single: SingleState = { ...test, perform, state: mock ? asTask(state) : state };
  const tried = await runSingleState({ ...single, state: withRecovery(single.state, false) });
  const inspection = test.inspected ? await inspect({ ...single, state }, () => reply) : undefined;
  const answered = (answer: Readonly<Record<string, JsonValue | undefined>>, errorDetails?: JsonObject): JsonObject => {
    const inspectionData = inspection && present({ ...inspection, errorDetails });
    return present({ ...answer, inspectionData });
  };
  if (tried.ok) return answered({ status: "SUCCEEDED", output: JSON.stringify(tried.output), nextState: tried.next });
  const { error, cause } = tried;
  const failed = (status: string, details?: JsonObject): JsonObject => answered({ status, error, cause }, details);
  if (!("retry" in state)) return failed("FAILED");
  const raised = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  const recovery = decideRecovery(
    raised,
    state,
    state.retry.map(() => retries),
    seededRng(0),
  );
  switch (recovery.type) {
    case "fail":
      return failed("FAILED");
    case "retry":
      return failed("RETRIABLE", { retryIndex: recovery.retrier, retryBackoffIntervalSeconds: Math.round(recovery.delaySeconds) });
    case "catch": {
      const caught = await runSingleState({ ...single, state: withRecovery(single.state, true) });
      if (!caught.ok) return answered({ status: "FAILED", error: caught.error, cause: caught.cause });
      const answer = { status: "CAUGHT_ERROR", output: JSON.stringify(caught.output), error, cause, nextState: caught.next };
      return answered(answer, { catchIndex: state.catch.indexOf(recovery.catcher) });
    }
  }
}

/** A Map that reads its items elsewhere, with what it reads in their place. */
function withReaderData({ state, readerData }: StateTest): State {
  if (state.type !== "Map" || readerData === undefined) return state;
  return { ...state, itemReader: undefined, items: { type: "literal", value: readerData, span: state.span } };
}

/** The mock of a Map, or its failure where more iterations failed than it tolerates. */
async function withinTolerance(test: StateTest, state: MapState): Promise<TaskReply | undefined> {
  const { failedIterations, mock } = test;
  if (failedIterations === undefined || mock?.type !== "succeeded") return mock;
  const { toleratedFailureCount, toleratedFailurePercentage, items } = await mapLimits(test, state);
  const tolerated = { count: toleratedFailureCount, percentage: toleratedFailurePercentage, named: namedLimits(state) };
  if (!exceeds(failedIterations, Math.max(items, failedIterations), tolerated)) return mock;
  return {
    type: "failed",
    error: "States.ExceedToleratedFailureThreshold",
    cause: "The specified tolerated failure threshold was exceeded",
  };
}

/** The state without its retriers, and with or without its catchers. */
function withRecovery(state: State, catching: boolean): State {
  return "retry" in state ? { ...state, retry: [], catch: catching ? state.catch : [] } : state;
}
