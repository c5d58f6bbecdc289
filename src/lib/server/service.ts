import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";
import type { World } from "../targets/world/world.ts";
import type { ActivityList } from "./activity-list.ts";
import type { StateMachineStore } from "./state-machine-store.ts";

/** What the operations work on. */
export interface Service {
  readonly machines: StateMachineStore;
  readonly activities: ActivityList;
  readonly world: World;
  /** `arn:aws:states:REGION:ACCOUNT` */
  readonly arnPrefix: string;
  /** What to run for the ARN of a machine, version or alias; an ApiError where it is none. */
  readonly runnable: (reference: string) => RunnableMachine;
}
