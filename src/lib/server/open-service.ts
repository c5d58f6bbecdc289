import type { WorldOptions } from "../targets/world.ts";
import { openWorld } from "../targets/world.ts";
import { ActivityList } from "./activity-list.ts";
import type { Service } from "./service.ts";
import { StateMachineStore } from "./state-machine-store.ts";

/** What a service is opened with. */
export interface ServiceOptions extends Omit<WorldOptions, "findMachine" | "hasActivity"> {
  readonly region: string;
}

/** The account of everything that never was on AWS. */
const ACCOUNT = "123456789012";

/** State machines, activities and the world in which they run, all empty. */
export function openService(options: ServiceOptions): Service {
  const machines = new StateMachineStore();
  const activities = new ActivityList();
  const runnable: Service["runnable"] = (reference) => machines.runnable(reference, options.rng);
  const world = openWorld({ ...options, findMachine: runnable, hasActivity: (arn) => activities.find(arn) !== undefined });
  return { machines, activities, world, runnable, arnPrefix: `arn:aws:states:${options.region}:${ACCOUNT}` };
}
