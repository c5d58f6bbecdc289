import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import { localIdentity, runMachine } from "../engine/run-machine.ts";
import type { RealTime } from "../engine/simulation.ts";
import type { TaskPerformer, TaskRequest } from "../engine/task.ts";
import { injectFaults } from "../faults/inject-faults.ts";
import type { Target } from "./target.ts";

/** What the embedded engine runs with. */
export interface EmbeddedTargetOptions {
  readonly perform: TaskPerformer;
  /** Makes a task's raw output of a plain result. */
  readonly envelope: (request: TaskRequest, result: JsonValue) => JsonValue;
  readonly rng: Rng;
  /** Time starts here, ms since the epoch. */
  readonly startTime: number;
  /** Time is virtual without it. */
  readonly realTime?: RealTime;
}

/** The engine in this process as a target. */
export function embeddedTarget(options: EmbeddedTargetOptions): Target {
  return {
    async run({ machine, machineName, executionName, input, faults, onEvent }) {
      const faulty = injectFaults(faults, options.perform, options.envelope);
      const { identity, result, startTime, events } = await runMachine({
        machine,
        input,
        perform: faulty.perform,
        identity: localIdentity(machineName, executionName),
        startTime: options.startTime,
        rng: options.rng,
        ...(options.realTime ? { realTime: options.realTime } : {}),
        ...(onEvent ? { onEvent } : {}),
      });
      await faulty.landLateEffects();
      return { executionArn: identity.executionArn, result, startTime, events, hits: faulty.hits(), injected: faulty.injected };
    },
  };
}
