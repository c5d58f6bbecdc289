import type { Rng } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import { withHint } from "../../base/with-hint.ts";
import { createSimulation } from "../../engine/create-simulation.ts";
import { settle } from "../../engine/settle.ts";
import type { Simulation } from "../../engine/simulation.ts";
import type { RealTime } from "../../engine/timeline.ts";
import type { TaskPerformer, TaskReply } from "../../engine/task.ts";

/** How time passes for executions. */
export interface WorldTime {
  /** Virtual time jumps over every wait, but goes at the clock's pace while only somebody outside is waited for. */
  readonly type: "real" | "virtual";
  readonly clock: RealTime;
}

/** One execution with all that it starts: they share a clock, and what happens in other trees does not touch them. */
export interface ExecutionTree {
  readonly simulation: Simulation;
  /** How many executions were started in it, the children of Map runs left out. */
  started: number;
  /** Who answers the tasks of an execution. */
  readonly performers: Map<string, TaskPerformer>;
  /** Lets happen what can happen; goes on by itself where something has to be waited for. */
  readonly drive: () => void;
}

/** A tree without executions; `onBug` gets what should never be thrown. */
export function openTree(time: WorldTime, rng: Rng, onBug: (error: unknown) => void): ExecutionTree {
  const { type, clock } = time;
  const performers = new Map<string, TaskPerformer>();
  const perform: TaskPerformer = (request, signal) => {
    const performer = performers.get(request.executionArn);
    if (performer === undefined) throw new Error(`Nobody answers the tasks of ${request.executionArn}`);
    return failingWithUserErrors(() => performer(request, signal));
  };
  const ports = { perform, startTime: clock.now(), ...(type === "real" ? { realTime: clock } : { outsideTime: clock }) };
  const simulation = createSimulation(ports, rng);
  let driving = false;
  return {
    simulation,
    started: 0,
    performers,
    drive() {
      if (driving) return;
      driving = true;
      const stop = (): void => {
        driving = false;
      };
      const fail = (error: unknown): void => {
        stop();
        onBug(error);
      };
      try {
        const ran = settle(simulation.run());
        if (ran instanceof Promise) ran.then(stop, fail);
        else stop();
      } catch (error) {
        fail(error);
      }
    },
  };
}

/** What is wrong with the configuration fails the task, beyond any Retry or Catch, and leaves the other executions alone. */
function failingWithUserErrors(perform: () => TaskReply | Promise<TaskReply>): TaskReply | Promise<TaskReply> {
  const failed = (error: unknown): TaskReply => {
    if (!(error instanceof UserError)) throw error;
    return { type: "failed", error: "States.Runtime", cause: withHint(error) };
  };
  try {
    const reply = perform();
    return reply instanceof Promise ? reply.catch(failed) : reply;
  } catch (error) {
    return failed(error);
  }
}

/** The most executions that one can start, those included that these start. */
const MAX_TREE = 10_000;

/** Counts an execution that is started in a tree. Without end they would never let anybody else have a turn. @throws UserError beyond {@link MAX_TREE}. */
export function countStart(tree: ExecutionTree): void {
  tree.started += 1;
  if (tree.started <= MAX_TREE) return;
  throw new UserError(`More than ${MAX_TREE} executions have started each other`, "Let a Choice end the recursion.");
}
