import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import type { DeployPlan, DeployStep, DeployUndertaking } from "./deploy-report.ts";

/** What a deployment needs of the outside. */
export interface DeployPorts {
  readonly client: SfnClient;
  readonly interrupted?: AbortSignal;
  /** Shows what is going to change and asks whoever may allow it; rejects where it is not allowed. Not called where nothing would be done. */
  readonly approve: (plan: DeployPlan, roleArn: string) => Promise<void>;
  /** Is told before something is done that may have happened even where no step follows. */
  readonly onBegin: (undertaking: DeployUndertaking) => void;
  /** Is told what was done. */
  readonly onStep: (step: DeployStep) => void;
}
