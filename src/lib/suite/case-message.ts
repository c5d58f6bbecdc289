import type { UserErrorLocation, UserExit } from "../base/user-error.ts";
import type { MachineReference } from "../runs/machine/locate-machine.ts";
import type { CasePlan } from "./case-runner.ts";
import type { Observation } from "./observation.ts";

/** What a thread that runs cases is started with. */
export interface CaseThreadData {
  readonly cwd: string;
  readonly reference: MachineReference;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly seed: number;
  readonly strictTasks: boolean;
}

/** One execution for the thread; it runs them in the order in which they come. */
export interface ToCaseThread {
  readonly plan: CasePlan;
}

/** What a thread that runs cases says. */
export type FromCaseThread =
  | { readonly type: "log"; readonly line: string }
  | { readonly type: "observed"; readonly observation: Observation }
  /** What the person has to mend. */
  | {
      readonly type: "refused";
      readonly message: string;
      readonly hint: string | undefined;
      readonly location: UserErrorLocation | undefined;
      readonly exitCode: UserExit;
    }
  | { readonly type: "bug"; readonly stack: string };
