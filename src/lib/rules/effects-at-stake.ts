import type { Failure } from "../saga/failures.ts";
import type { SagaModel, SagaStep, Style } from "../saga/model.ts";
import { listed, owed } from "./failing.ts";

const SHOWN = 3;

/**
 * What an unhandled failure of the step leaves undone, as the end of a sentence; null where it leaves nothing. `style` says whether the
 * step's own compensation is to run then.
 */
export function effectsAtStake(model: SagaModel, step: SagaStep, { open }: Failure, style: Style | null): string | null {
  const names = owed(model, open).map(({ state }) => state);
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), `${names.length - SHOWN} more`] : names;
  if (names.length === 1) return `the effect of ${listed(shown)} stays`;
  if (names.length > 1) return `the effects of ${listed(shown)} stay`;
  if (step.compensations.length === 0 || style === "previous") return null;
  return `its own compensation ${listed(step.compensations)} never runs`;
}
