import type { Finding, Subject } from "./rule.ts";
import { allStates } from "../asl/graph.ts";

/** The rule under which it is reported that a machine, which is no saga, has effects that nothing undoes. */
export const EFFECTS_STAND = "no-compensator";

/** The one thing said of a machine that is no saga (docs/saga-model.md#is-it-a-saga-at-all): from which step on a failure leaves effects behind. */
export function effectsStand({ machine, model }: Subject): Omit<Finding, "severity"> | undefined {
  for (const { name, nameSpan } of allStates(machine)) {
    if (model.steps.get(name)?.role !== "forward" || model.lastLeg.has(name)) continue;
    return {
      message: `Where a later step fails, the effect of "${name}" stands: this machine has no compensations`,
      state: name,
      span: nameSpan,
      hint: 'If it is a saga, declare what undoes the step: Comment: "saga: compensates ' + name + '" in the state that does.',
    };
  }
  return undefined;
}
