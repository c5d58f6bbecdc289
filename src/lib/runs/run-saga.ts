import type { JsonValue } from "../base/json.ts";
import type { Clock } from "../base/ports.ts";
import { seededRng } from "../base/ports.ts";
import { diffSnapshots } from "../data/diff-snapshots.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFault } from "../faults/parse-fault.ts";
import type { HistoryEvent } from "../history/event.ts";
import { embeddedTarget } from "../targets/embedded/embedded-target.ts";
import type { MockTestCase } from "../tasks/mock-config.ts";
import { serviceEnvelope } from "../tasks/service-envelope.ts";
import { checkJudgement } from "./executions/check-judgement.ts";
import type { CheckedJudgement, Judgement } from "./executions/check-judgement.ts";
import { childrenOf } from "./executions/children-of.ts";
import type { LocalWorld, LocalWorldOptions } from "./local/local-world.ts";
import { givenInput } from "./given-input.ts";
import { openLocalWorld } from "./local/local-world.ts";
import { realTime } from "./real-time.ts";
import type { ResolvedMachine } from "./machine/resolve-machine.ts";
import { reportRun } from "./report-run.ts";
import type { RunReport } from "./run-report.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** One run as a person asks for it. */
export interface SagaRun extends Judgement {
  readonly resolved: ResolvedMachine;
  /** The config's input, else {}, where it is not given. */
  readonly input?: JsonValue;
  /** In the grammar of docs/run.md#faults. */
  readonly faults: readonly string[];
  readonly failCause?: string;
  readonly time?: "virtual" | "real";
  /** Chance is the clock's where it is not given. */
  readonly seed?: number;
  /** Absolute. */
  readonly dataDir?: string;
  /** Mocks, which come before everything else that answers tasks. */
  readonly testCase?: MockTestCase;
  /** A task that nothing answers ends the run instead of being simulated. */
  readonly strictTasks?: boolean;
}

/** What a run needs of the outside. */
export interface RunPorts extends Pick<LocalWorldOptions, "pool" | "env" | "onLog"> {
  readonly clock: Clock;
  readonly onEvent?: (event: HistoryEvent) => void;
  /** Ends the run and cleans up. */
  readonly interrupted?: AbortSignal;
}

/**
 * Runs one execution on the embedded engine with its faults, and proves from its history what became of every effect.
 * @throws UserError for unknown states, bad faults, missing handlers or mocks, data folders that cannot be used.
 */
export async function runSaga(run: SagaRun, ports: RunPorts): Promise<RunReport> {
  const { resolved, dataDir, testCase, strictTasks = false } = run;
  const judgement = checkJudgement(run);
  const faults = run.faults.map((text) => parseFault(text, resolved.machine, resolved.model, run.failCause));
  const world = await openLocalWorld(resolved, {
    env: ports.env,
    onLog: ports.onLog,
    pool: ports.pool,
    strictTasks,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(testCase === undefined ? {} : { testCase }),
  });
  try {
    return await untilInterrupted(() => runInWorld({ ...run, judgement }, faults, world, ports), ports.interrupted);
  } finally {
    await world.close();
  }
}

/** A run whose judgement has been checked. */
export interface CheckedRun extends SagaRun {
  readonly judgement: CheckedJudgement;
}

/** Runs one execution in a world that stands, and may stand for others after it; `faults` are those of the run, parsed. */
export async function runInWorld(run: CheckedRun, faults: readonly Fault[], world: LocalWorld, ports: RunPorts): Promise<RunReport> {
  const { resolved } = run;
  const { name, machine, definition, settings } = resolved;
  const before = await world.snapshot();
  const startTime = ports.clock.now();
  const seed = run.seed ?? startTime;
  const target = embeddedTarget({
    answer: world.answer,
    findMachine: world.findMachine,
    envelope: serviceEnvelope,
    rng: seededRng(seed),
    startTime,
    ...(run.time === "real" ? { realTime: realTime(ports.clock) } : {}),
  });
  const execution = await target.run({
    machine,
    definition,
    machineName: name,
    executionName: `run-${seed}`,
    input: givenInput(run, settings),
    faults,
    ...(ports.onEvent ? { onEvent: ports.onEvent } : {}),
  });
  const after = await world.snapshot();
  const keys = Object.fromEntries(Object.entries(world.tables).map(([table, { key }]) => [table, key]));
  const tables = before && after && { before, after, changes: diffSnapshots(before, after, keys) };
  const children = childrenOf(execution, resolved);
  const surroundings = { children, simulated: world.simulated(), outbox: world.outbox(), tables, remains: false };
  return reportRun({ resolved, judgement: run.judgement, faults }, execution, surroundings);
}
