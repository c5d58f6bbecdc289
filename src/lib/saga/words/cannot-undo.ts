import { sameTemplate } from "../../expr/same-template.ts";
import { callSameAction } from "./match-states.ts";
import { saysFailure } from "./name-says.ts";
import type { ServiceRequest, StateWords } from "./state-words.ts";
import { REMOVING_VERBS, STATUS_VERBS, UNDO_VERBS } from "./verbs.ts";

/** Whether the second cannot undo the first: its name says otherwise, or, by what they call, it asks another service or does the same over again. */
export function cannotUndo(step: StateWords, undo: StateWords): boolean {
  if (saysOtherwise(step, undo)) return true;
  if (step.request === null || undo.request === null) return false;
  return areOfOtherServices(step.request, undo.request) || repeats(step, undo);
}

/**
 * Whether by its name the second cannot undo the first: both do away with something, and it brings nothing back, as CleanupAccountDeletion
 * after DeleteAccount, or it answers the failure of the very deed, which is an undoing itself, as RefundFailure after RefundPassenger.
 */
export function saysOtherwise(step: StateWords, undo: StateWords): boolean {
  return (removes(step) && removes(undo)) || namesFailureOf(step, undo);
}

function removes({ name: { verbs } }: StateWords): boolean {
  return verbs.length > 0 && verbs.every((verb) => REMOVING_VERBS.has(verb));
}

function namesFailureOf({ name: step }: StateWords, { name: undo }: StateWords): boolean {
  const deed = undo.verbs.find((verb) => !STATUS_VERBS.has(verb)) ?? "";
  const saysSame = UNDO_VERBS.has(deed) && step.verbs.includes(deed);
  return saysSame && (saysFailure(undo) || undo.tokens.includes("dlq"));
}

/** What DynamoDB deletes, Cognito has not created. */
function areOfOtherServices({ service: a }: ServiceRequest, { service: b }: ServiceRequest): boolean {
  return a !== b && !GO_BETWEENS.has(a) && !GO_BETWEENS.has(b);
}

/** Whether it says and asks the same: CloseTraffic and CompensateCloseTraffic. */
function repeats(step: StateWords, undo: StateWords): boolean {
  const [verb = ""] = step.name.verbs;
  if (!callSameAction(step, undo) || !undo.name.tokens.includes(verb)) return false;
  return sameTemplate(step.request?.given, undo.request?.given);
}

/** Services that others work behind. */
const GO_BETWEENS = new Set(
  "sns sqs events eventbridge states http apigateway ecs eks batch codebuild glue sagemaker emr emr-serverless scheduler".split(" "),
);
