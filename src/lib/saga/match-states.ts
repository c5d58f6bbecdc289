import { differInPart, sameTemplate } from "../expr/same-template.ts";
import type { NameMatch } from "./name-match.ts";
import { compareMatches, isNamePair, matchNames, saysFailure, soundsLikeUndo } from "./name-match.ts";
import type { WordedState } from "./pairing.ts";
import type { ServiceRequest, StateWords } from "./task-words.ts";
import { COMPLETING_VERBS, REMOVING_VERBS, someOf, STATUS_VERBS, UNDO_VERBS } from "./verbs.ts";

/** How well a state reads as the undoing of another, and by which of its words. */
export interface StateMatch extends NameMatch {
  readonly by: "name" | "call";
}

/** The match of two states by their names or by a Comment that names the step, else by what they call. */
export function matchStates(step: WordedState, candidate: WordedState): StateMatch {
  if (mentions(candidate.words.comment, step.state) && saysUndo(candidate)) return { by: "name", nouns: 1, roots: 1, verb: 0.8 };
  const byName = matchNames(step.words.name, candidate.words.name);
  if (isNamePair(byName)) return { by: "name", ...byName };
  if (setsBack(step, candidate)) return SETS_BACK;
  const byCall = matchNames(step.words.call, candidate.words.call);
  return byCall.verb >= 0.8 && compareMatches(byCall, byName) > 0 ? { by: "call", ...byCall } : { by: "name", ...byName };
}

/** Whether it says that it undoes, and asks the same of the same thing but for another value: one server, then none. */
function setsBack({ words: step }: WordedState, candidate: WordedState): boolean {
  const { words } = candidate;
  return callSameAction(step, words) && saysUndo(candidate) && differInPart(step.request?.given, words.request?.given);
}

function callSameAction({ request: a }: StateWords, { request: b }: StateWords): boolean {
  return a !== null && b !== null && a.service === b.service && a.action === b.action;
}

/** As good as names that share half of what they are about. */
const SETS_BACK: StateMatch = { by: "call", nouns: 0.5, roots: 0, verb: 0.8 };

/** The better of two matches of states: a function may serve several states; a name says it of one. */
export function compareStateMatches(a: StateMatch, b: StateMatch): number {
  return a.by === b.by ? compareMatches(a, b) : a.by === "name" ? 1 : -1;
}

/** Whether it ends what another step began, and is undone together with that. */
export function completes({ words }: WordedState): boolean {
  return COMPLETING_VERBS.has(words.name.verbs[0] ?? "");
}

/** Whether its name or its Comment says that it undoes something. */
export function saysUndo({ words }: WordedState): boolean {
  return soundsLikeUndo(words.name) || UNDO_WORD.test(words.comment);
}

const UNDO_WORD = /\b(compensat\w+|undo(es)?|roll(s|ing)? ?back|revert(s|ing)?|revers(e|es|ing))\b/i;

/** Whether the text names the state, other than to say that it fails: "Undoes ReserveRoom", not "Runs after a ReserveRoom failure". */
function mentions(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const parts = text.split(name);
  return parts.some((part, index) => index > 0 && !/[\p{L}\d]$/u.test(parts[index - 1] ?? "") && !goesOnOtherwise(part));
}

/** Whether the text makes another word of the name that it follows, or says that the state fails. */
function goesOnOtherwise(text: string): boolean {
  return /^(?:[\p{L}\d]|\W{0,2} (?:fail(?:s|ed|ing|ures?)?|errors?|times? out|timeouts?)\b)/u.test(text);
}

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
  const deeds = undo.verbs.filter((verb) => !STATUS_VERBS.has(verb));
  const saysSame = someOf(deeds, UNDO_VERBS) && deeds.every((verb) => step.verbs.includes(verb));
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
