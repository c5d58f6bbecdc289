import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import type { MapRun } from "./execution.ts";
import { record, recordLeaf } from "./execution.ts";
import { itemBatches } from "./item-batches.ts";
import { readItems } from "./item-reader.ts";
import { mapItems } from "./map-items.ts";
import { mapIterations } from "./map-iterations.ts";
import { maxConcurrency } from "./map-limits.ts";
import { runChildren } from "./map-run-children.ts";
import { weigh } from "./payload-limit.ts";
import { writeResults } from "./result-writer.ts";
import type { Attempt } from "./run-work.ts";
import { failEvaluation } from "./state-failure.ts";
import type { StateFailure, Step } from "./step.ts";
import type { ToleratedFailures } from "./tolerated-failures.ts";
import { toleratedFailures } from "./tolerated-failures.ts";
import { randomUuid } from "./random-uuid.ts";
import type { Visit } from "./visit.ts";

/** What Step Functions runs at a time where MaxConcurrency names nothing. */
const DEFAULT_CONCURRENCY = 10_000;

/** Once through a distributed Map: a Map run whose children are executions of their own, each with its own history. */
export function* attemptDistributedMap(visit: Visit<MapState>, input: JsonValue): Step<Attempt> {
  const { state, frame } = visit;
  const limits = yield* toleratedFailures(visit, input);
  const run = visit.isResumed ? visit.mapRun : undefined;
  const opened = run ? resumeMapRun(visit, run) : yield* openMapRun(visit, input, limits);
  if (!opened.ok) return opened;
  if (!limits.ok) return { ok: false, failure: failEvaluation(visit, limits) };
  const exceeded = yield* runChildren(visit, opened.run);
  if (exceeded) return failRun(visit, opened.run, TOO_MANY_FAILURES);
  const result = state.resultWriter ? yield* writeResults(visit, state.resultWriter, input, opened.run) : evaluated(outputsOf(opened.run));
  if (!result.ok) return failRun(visit, opened.run, { error: result.error, cause: result.cause });
  // The children's outputs are new to this execution.
  weigh(frame.execution, result.value);
  endRun(opened.run, "SUCCEEDED", visit);
  record(frame, "MapRunSucceeded", {});
  recordLeaf(frame, "MapStateSucceeded", {});
  return { ok: true, result: result.value };
}

type OpenedRun = { readonly ok: true; readonly run: MapRun } | Extract<Attempt, { ok: false }>;

/** Starts a Map run and finds out what its children are to get. */
function* openMapRun(visit: Visit<MapState>, input: JsonValue, limits: Evaluated<ToleratedFailures>): Step<OpenedRun> {
  const { state, frame } = visit;
  const fail = (failure: EvaluationFailure): OpenedRun => ({ ok: false, failure: failEvaluation(visit, failure) });
  const given = state.itemReader ? evaluated([]) : yield* mapItems(visit, input);
  if (!given.ok) return fail(given);
  record(frame, "MapStateStarted", { length: given.value.length });
  if (!limits.ok) return fail(limits);
  const concurrency = yield* maxConcurrency(visit, input);
  if (!concurrency.ok) return fail(concurrency);
  const run = startMapRun(visit, concurrency.value, limits.value);
  const items = state.itemReader ? yield* readItems(visit, state.itemReader, input) : given;
  const inputs = items.ok ? yield* childInputs(visit, input, items.value) : items;
  if (!inputs.ok) return failRun(visit, run, { error: inputs.error, cause: inputs.cause });
  run.inputs = inputs.value;
  visit.mapRun = run;
  return { ok: true, run };
}

/** A redriven Map run: the children that did not succeed are redriven, those that were never started are started. */
function resumeMapRun({ frame }: Visit<MapState>, run: MapRun): OpenedRun {
  run.status = "RUNNING";
  run.stopTime = undefined;
  run.redriveCount += 1;
  record(frame, "MapRunRedriven", { mapRunArn: run.arn, redriveCount: run.redriveCount });
  return { ok: true, run };
}

const TOO_MANY_FAILURES: StateFailure = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
};

function startMapRun({ frame, state }: Visit<MapState>, concurrency: number, tolerated: ToleratedFailures): MapRun {
  const { execution } = frame;
  const { stateMachineName, region, executionArn } = execution.identity;
  const account = executionArn.split(":")[4] ?? "";
  const label = state.label ?? randomUuid(execution.rng);
  const run: MapRun = {
    arn: `arn:aws:states:${region}:${account}:mapRun:${stateMachineName}/${label}:${randomUuid(execution.rng)}`,
    executionArn,
    maxConcurrency: Math.min(concurrency, DEFAULT_CONCURRENCY),
    toleratedFailureCount: tolerated.count,
    toleratedFailurePercentage: tolerated.percentage,
    startTime: execution.simulation.now(),
    stopTime: undefined,
    status: "RUNNING",
    inputs: [],
    redriveCount: 0,
    children: [],
  };
  execution.mapRuns.push(run);
  record(frame, "MapRunStarted", { mapRunArn: run.arn });
  return run;
}

function* childInputs(visit: Visit<MapState>, input: JsonValue, items: readonly JsonValue[]): Step<Evaluated<readonly JsonValue[]>> {
  const iterations = yield* mapIterations(visit, input, items);
  if (!iterations.ok) return iterations;
  const inputs = iterations.value.map((iteration) => iteration.input);
  const { itemBatcher } = visit.state;
  return itemBatcher ? yield* itemBatches(visit, itemBatcher, input, inputs) : evaluated(inputs);
}

/** Outputs in the order of the items; children whose failure was tolerated have none. */
function outputsOf({ children }: MapRun): readonly JsonValue[] {
  return children.flatMap(({ result }) => (result?.status === "SUCCEEDED" ? [result.output] : []));
}

function failRun(visit: Visit<MapState>, run: MapRun, failure: StateFailure): Extract<Attempt, { ok: false }> {
  endRun(run, "FAILED", visit);
  record(visit.frame, "MapRunFailed", failure);
  return { ok: false, failure };
}

function endRun(run: MapRun, status: MapRun["status"], { frame }: Visit<MapState>): void {
  run.status = status;
  run.stopTime = frame.execution.simulation.now();
}
