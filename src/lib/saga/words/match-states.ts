import { differInPart } from "../../expr/same-template.ts";
import type { NameMatch } from "./name-match.ts";
import { compareMatches, isNamePair, matchNames } from "./name-match.ts";
import { saysUndo } from "./state-says.ts";
import type { StateWords, WordedState } from "./state-words.ts";

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

/** Whether both ask the same action of the same service, with whatever arguments. */
export function callSameAction({ request: a }: StateWords, { request: b }: StateWords): boolean {
  return a !== null && b !== null && a.service === b.service && a.action === b.action;
}

/** What is set back counts as much as names that share half of what they are about. */
const SETS_BACK: StateMatch = { by: "call", nouns: 0.5, roots: 0, verb: 0.8 };

/** The better of two matches of states: a function may serve several states; a name says it of one. */
export function compareStateMatches(a: StateMatch, b: StateMatch): number {
  return a.by === b.by ? compareMatches(a, b) : a.by === "name" ? 1 : -1;
}

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
