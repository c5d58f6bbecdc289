import { spanOf } from "../base/span.ts";
import { didYouMean } from "../base/near-names.ts";
import type { Node, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Catcher, Retrier, Text } from "./ast.ts";
import { isStatesError, STATES_ERRORS } from "./error-names.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { inform, interned, report, warn } from "./parse-context.ts";
import {
  checkFields,
  expectType,
  numberField,
  objectsField,
  partField,
  readable,
  reportForeign,
  targetField,
  wordField,
} from "./parse-field.ts";
import { resultPathField } from "./parse-path.ts";
import { outputField } from "./parse-template.ts";
import { hasToken, isSymbolic } from "./symbolic.ts";

const RETRIER_FIELDS = new Set([
  "ErrorEquals",
  "IntervalSeconds",
  "MaxAttempts",
  "BackoffRate",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
]);
const CATCHER_FIELDS = new Set(["ErrorEquals", "Next", "ResultPath", "Output", "Assign", "Comment"]);
/** The catcher's field of the other query language. */
const FOREIGN_FIELD = { JSONPath: "Output", JSONata: "ResultPath" };

/** MaxDelaySeconds is a year at most. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const DELAY = { min: 1, max: 31_622_400, integer: true };
const COUNT = { min: 0, max: 99_999_999, integer: true };
const RATE = { min: 1 };
const JITTER = ["FULL", "NONE"] as const;

/** Whether the Retry of a state, or a part of it, is a token; that it is, is recorded. */
export function hidesRetry(context: ParseContext, state: ObjectNode): boolean {
  const retry = memberOf(state, "Retry")?.value;
  const token = retry && tokenIn(retry);
  if (token === undefined) return false;
  const message = "The Retry is not read: only a deployment can tell what it is";
  inform(context, "unread-retry", token, message, "Rules that miss a Retry, or a part of one, are left out for this state.");
  return true;
}

function tokenIn(retry: Node): Node | undefined {
  if (isSymbolic(retry)) return retry;
  if (retry.type !== "array") return undefined;
  for (const entry of retry.items) {
    if (isSymbolic(entry)) return entry;
    const errors = memberOf(entry, "ErrorEquals")?.value;
    if (errors !== undefined && isSymbolic(errors)) return errors;
  }
  return undefined;
}

/** The Retry of a state, defaults filled in. */
export function parseRetry(context: ParseContext, state: ObjectNode): readonly Retrier[] {
  const retriers = objectsField(context, state, "Retry").map((entry) => parseRetrier(context, entry));
  checkStatesAll(context, state, retriers, "Retry");
  return retriers;
}

function parseRetrier(context: ParseContext, entry: ObjectNode): Retrier {
  checkFields(context, entry, RETRIER_FIELDS, "A retrier");
  const retrier: Retrier = {
    span: spanOf(entry),
    errorEquals: errorNames(context, entry, "retrier"),
    // AWS takes 0, though its guide says positive.
    intervalSeconds: numberField(context, entry, "IntervalSeconds", COUNT) ?? 1,
    maxAttempts: numberField(context, entry, "MaxAttempts", COUNT) ?? 3,
    backoffRate: numberField(context, entry, "BackoffRate", RATE) ?? 2,
    maxDelaySeconds: numberField(context, entry, "MaxDelaySeconds", DELAY),
    jitterStrategy: wordField(context, entry, "JitterStrategy", JITTER) ?? "NONE",
  };
  checkDelay(context, entry, retrier);
  return retrier;
}

function checkDelay(context: ParseContext, entry: ObjectNode, { maxDelaySeconds, intervalSeconds }: Retrier): void {
  if (maxDelaySeconds === undefined || maxDelaySeconds > intervalSeconds) return;
  const span = memberOf(entry, "MaxDelaySeconds")?.value ?? entry;
  const message = `MaxDelaySeconds (${maxDelaySeconds}) does not exceed IntervalSeconds (${intervalSeconds}): the delay can never grow`;
  warn(context, "schema", span, message);
}

/** The Catch of a state. */
export function parseCatch(context: ParseContext, state: ObjectNode): readonly Catcher[] {
  const catchers = readable(objectsField(context, state, "Catch").map((entry) => parseCatcher(context, entry)));
  checkStatesAll(context, state, catchers, "Catch");
  return catchers;
}

function parseCatcher(context: ParseContext, entry: ObjectNode): Catcher | undefined {
  checkFields(context, entry, CATCHER_FIELDS, "A catcher");
  reportForeign(context, entry, FOREIGN_FIELD[context.language], "catchers");
  const next = targetField(context, entry, "Next");
  const errorEquals = errorNames(context, entry, "catcher");
  if (next === undefined) {
    if (!memberOf(entry, "Next")) report(context, "schema", entry, "A catcher needs a Next");
    return undefined;
  }
  return {
    span: spanOf(entry),
    errorEquals,
    next,
    resultPath: resultPathField(context, entry),
    output: outputField(context, entry),
    assign: assignField(context, entry),
  };
}

function errorNames(context: ParseContext, entry: ObjectNode, what: string): readonly Text[] {
  const names = partField(context, entry, "ErrorEquals", "array");
  if (names === undefined || names.items.length === 0) {
    if (names || !memberOf(entry, "ErrorEquals")) {
      report(context, "schema", names ?? entry, `A ${what} needs an ErrorEquals that names at least one error`);
    }
    return [];
  }
  return readable(names.items.map((item) => errorName(context, item)));
}

function errorName(context: ParseContext, item: Node): Text | undefined {
  const text = expectType(context, item, "string", "An error name");
  if (text === undefined) return undefined;
  const { value: name } = text;
  if (name.startsWith("States.") && !isStatesError(name) && !hasToken(name))
    warn(context, "unknown-error-name", text, `Step Functions raises no error "${name}"`, didYouMean(name, STATES_ERRORS));
  return { value: interned(context, name), span: spanOf(text) };
}

/** States.ALL stands alone in its ErrorEquals, and in the last entry (https://states-language.net/spec.html#errors). */
function checkStatesAll(context: ParseContext, state: ObjectNode, entries: readonly (Retrier | Catcher)[], where: "Retry" | "Catch"): void {
  let rest = entries.length;
  for (const { errorEquals, span } of entries) {
    rest -= 1;
    const all = errorEquals.find(isStatesAll);
    if (all === undefined) continue;
    if (errorEquals.length > 1) {
      report(context, "states-all", all.span, "States.ALL must stand alone in its ErrorEquals", "It matches the other names, too.");
    }
    const list = rest > 0 ? memberOf(state, where)?.value : undefined;
    if (list) {
      const message = `States.ALL must stand in the last entry of ${where}`;
      report(context, "states-all", all.span, message, "Move this entry to the end.", {
        type: "move-last",
        array: spanOf(list),
        item: span,
      });
    }
  }
}

function isStatesAll({ value }: Text): boolean {
  return value === "States.ALL";
}
