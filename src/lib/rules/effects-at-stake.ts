import type { SagaStep, Style } from "../saga/model.ts";
import type { Subject } from "./rule.ts";
import { successWay } from "./success-way.ts";

/**
 * What an uncaught failure of the step leaves undone, as the end of a sentence; null where it leaves nothing. `style` says whether the
 * step's own compensation is to run then.
 */
export function effectsAtStake(subject: Subject, step: SagaStep, style: Style | null): string | null {
  const { afterEffect, afterPivot } = successWay(subject);
  if (afterPivot.has(step.state)) return null;
  if (afterEffect.has(step.state)) return "the effects before it stay uncompensated";
  if (step.compensations.length === 0 || style === "previous") return null;
  return `its own compensation ${step.compensations.join(", ")} never runs`;
}
