import { setImmediate } from "node:timers/promises";
import type { JsonValue } from "../base/json.ts";
import type { Fault } from "../faults/fault.ts";
import type { LocalWorldOptions } from "../runs/local/local-world.ts";
import { openLocalWorld } from "../runs/local/local-world.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import { runInWorld } from "../runs/run-saga.ts";
import { untilInterrupted } from "../runs/until-interrupted.ts";
import type { Observation } from "./observation.ts";
import { observe } from "./observe.ts";

/** One execution to run. */
export interface CasePlan {
  /** The config's where it is not given. */
  readonly input?: JsonValue;
  readonly faults: readonly Fault[];
  /** Whether the history and the tables are wanted, too. */
  readonly details: boolean;
}

/** Runs executions of one machine, each on tables of its own. */
export interface CaseRunner {
  /** How many it runs side by side. */
  readonly lanes: number;
  readonly run: (plan: CasePlan) => Promise<Observation>;
  readonly close: () => Promise<void>;
}

/** What executions are run with. */
export interface RunnerOptions extends Pick<LocalWorldOptions, "env" | "onLog" | "strictTasks"> {
  readonly seed: number;
  readonly interrupted?: AbortSignal;
}

/** When every execution starts, so that reports of the same cases are the same bytes. */
const START: number = Date.UTC(2026, 0, 1);

/** Runs executions in this thread, one after the other, in a world that is opened once. */
export async function openCaseRunner(resolved: ResolvedMachine, options: RunnerOptions): Promise<CaseRunner> {
  const { seed, interrupted, env, onLog } = options;
  const world = await openLocalWorld(resolved, options);
  let isFresh = true;
  const runNext = async ({ input, faults, details }: CasePlan): Promise<Observation> => {
    // Where nothing is waited for, an interruption and the progress line would never get their turn.
    await setImmediate();
    if (!isFresh) await world.reset();
    isFresh = false;
    const run = { resolved, seed, judgement: {}, faults: faults.map(({ text }) => text), ...(input === undefined ? {} : { input }) };
    return observe(await runInWorld(run, faults, world, { env, onLog, clock: { now: () => START } }), details);
  };
  return { lanes: 1, run: (plan) => untilInterrupted(() => runNext(plan), interrupted), close: () => world.close() };
}
