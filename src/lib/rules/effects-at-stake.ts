import { comesLast } from "../saga/failures/ended-by.ts";
import type { Failure } from "../saga/failures/failures.ts";
import type { SagaStep, Style } from "../saga/model.ts";
import { listed, shortList } from "./listed.ts";
import type { Subject } from "./rule.ts";
import { owed } from "./step-sets.ts";

/**
 * What an unhandled failure of the step leaves undone, as the end of a sentence; null where it leaves nothing. `style` says whether the
 * step's own compensation is to run then. Once all work is done, what it has done should stay, but for what is to be taken back.
 */
export function effectsAtStake(subject: Subject, step: SagaStep, { open }: Failure, style: Style | null): string | null {
  const standing = owed(subject, open.bits).map(({ state }) => state);
  const names = comesLast(subject.model, step) ? standing.filter((name) => step.takesBack?.includes(name)) : standing;
  if (names.length > 0) return names.length > 1 ? `the effects of ${shortList(names)} stay` : `the effect of ${listed(names)} stays`;
  if (step.compensations.length === 0 || style === "previous") return null;
  const { compensations } = step;
  return compensations.length > 1
    ? `its own compensations ${shortList(compensations)} never run`
    : `its own compensation ${listed(compensations)} never runs`;
}
