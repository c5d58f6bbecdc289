import type { WorldOptions } from "../targets/world/world.ts";
import { openWorld } from "../targets/world/world.ts";
import { ActivityList } from "./activity-list.ts";
import { performApiTask } from "./api-task.ts";
import type { Journal } from "./journal.ts";
import { openJournal } from "./journal.ts";
import type { Service } from "./service.ts";
import { StateMachineStore } from "./state-machine-store.ts";

/** What a service is opened with. */
export interface ServiceOptions extends Omit<WorldOptions, "findMachine" | "hasActivity" | "callApi" | "onStart" | "onEnd" | "onForget"> {
  readonly region: string;
  /** Keeps state machines, activities and executions; nothing outlives the process without it. */
  readonly dataDir?: string | undefined;
}

/** A service, and the end of it. */
export interface OpenService {
  readonly service: Service;
  /** Keeps what has happened so far; a UserError where it cannot be written. */
  readonly flush: () => void;
  /** Stops what runs; in the data folder it stays as what was running when the service ended. A UserError where that cannot be written. */
  readonly close: () => void;
}

/** The account of everything that never was on AWS. */
const ACCOUNT = "123456789012";
/** How much of what happens can be lost where nobody asks for it: ms. */
const FLUSH_MS = 100;

/** State machines, activities and the world in which they run, with what the data folder keeps of earlier ones. */
export async function openService(options: ServiceOptions): Promise<OpenService> {
  let journal: Journal | undefined;
  const machines = new StateMachineStore((arn) => journal?.machineChanged(arn));
  const activities = new ActivityList((arn) => journal?.activityChanged(arn));
  const runnable: Service["runnable"] = (reference) => machines.runnable(reference, options.rng);
  const world = openWorld({
    ...options,
    findMachine: runnable,
    hasActivity: (arn) => activities.find(arn) !== undefined,
    callApi: (task) => performApiTask(task, service),
    onStart: (record) => journal?.follow(record),
    onEnd: (record) => journal?.ended(record),
    onForget: (record) => journal?.forgotten(record),
  });
  const service: Service = { machines, activities, world, runnable, arnPrefix: `arn:aws:states:${options.region}:${ACCOUNT}` };
  if (options.dataDir !== undefined) journal = await openJournal(options.dataDir, service);
  const flush = (): void => journal?.flush();
  const timer = setInterval(sayingOnce(flush, options.onBug), FLUSH_MS).unref();
  return {
    service,
    flush,
    close() {
      clearInterval(timer);
      try {
        journal?.close();
      } finally {
        journal = undefined;
        world.close();
      }
    },
  };
}

/** Does it again and again; what is thrown is told when it begins, not every time. */
function sayingOnce(work: () => void, onBug: (error: unknown) => void): () => void {
  let failing = false;
  return () => {
    try {
      work();
      failing = false;
    } catch (error) {
      if (!failing) onBug(error);
      failing = true;
    }
  };
}
