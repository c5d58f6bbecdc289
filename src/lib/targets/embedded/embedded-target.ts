import type { Rng } from "../../base/ports.ts";
import { createSimulation } from "../../engine/create-simulation.ts";
import { localIdentity } from "../../engine/run-machine.ts";
import { settle } from "../../engine/settle.ts";
import type { RealTime } from "../../engine/timeline.ts";
import { startExecution } from "../../engine/start-execution.ts";
import type { TaskPerformer } from "../../engine/task.ts";
import type { Envelope } from "../../faults/inject-faults.ts";
import { injectFaults } from "../../faults/inject-faults.ts";
import { History } from "../../history/history.ts";
import type { NestedMachine, NestedStarter } from "./nested-runs.ts";
import { nestedRuns } from "./nested-runs.ts";
import type { Target } from "../target.ts";

/** What the embedded engine runs with. */
export interface EmbeddedTargetOptions {
  /** Answers the tasks of an execution; what starts other executions may be left to the engine. */
  readonly answer: (startNested: NestedStarter) => TaskPerformer;
  /** The machine that a task names which starts an execution; none without it. */
  readonly findMachine?: (reference: string) => NestedMachine | undefined;
  readonly envelope: Envelope;
  readonly rng: Rng;
  /** Time starts here, ms since the epoch. */
  readonly startTime: number;
  /** Time is virtual without it. */
  readonly realTime?: RealTime;
}

/** The engine in this process as a target: an execution and all that it starts share a clock, faults stand before its own tasks only. */
export function embeddedTarget(options: EmbeddedTargetOptions): Target {
  const { rng, startTime, realTime, findMachine = () => undefined } = options;
  return {
    async run({ machine, machineName, executionName, input, faults, onEvent }) {
      const nested = nestedRuns(() => simulation, rng, findMachine);
      const simulation = createSimulation({ perform: nested.perform, startTime, realTime }, rng);
      const faulty = injectFaults(faults, options.answer(nested.start), options.envelope);
      const history = new History(onEvent);
      const execution = startExecution(simulation, {
        machine,
        identity: localIdentity(machineName, executionName),
        input,
        rng,
        history,
        onChild: (child) => nested.adopt(child, faulty.perform),
      });
      nested.adopt(execution, faulty.perform);
      await settle(simulation.run());
      await faulty.landLateEffects();
      // What lands late may be an execution that has only begun.
      await settle(simulation.run());
      const { result, identity } = execution;
      if (result === undefined) throw new Error(`Execution ${identity.name} stopped without an end`);
      return {
        executionArn: identity.executionArn,
        result,
        startTime: execution.startTime,
        events: history.events,
        hits: faulty.hits(),
        injected: faulty.injected,
        nested: nested.records.map(({ arn, machine: { name }, events }) => ({ executionArn: arn, machineName: name, events })),
        mapRuns: nested.mapRuns().map(({ arn, children }) => ({
          arn,
          executions: children.map((child) => ({ executionArn: child.identity.executionArn, events: child.history.events })),
        })),
      };
    },
  };
}
