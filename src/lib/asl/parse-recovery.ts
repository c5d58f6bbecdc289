import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Catcher, Retrier, Text } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { checkFields, expectType, field, numberField, objectsField, report, textField, wordField } from "./parse-context.ts";
import { resultPathField, templateField } from "./parse-template.ts";

const RETRIER_FIELDS = ["ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy", "Comment"];
const CATCHER_FIELDS = {
  JSONPath: ["ErrorEquals", "Next", "ResultPath", "Assign", "Comment"],
  JSONata: ["ErrorEquals", "Next", "Output", "Assign", "Comment"],
};

/** Longest delay that MaxDelaySeconds may name: a year. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const YEAR_SECONDS = 31_622_400;
const MOST_ATTEMPTS = 99_999_999;

/** The Retry of a state, defaults filled in. */
export function parseRetry(context: ParseContext, state: ObjectNode): readonly Retrier[] {
  const entries = objectsField(context, state, "Retry");
  const retriers = entries.map((entry): Retrier => {
    checkFields(context, entry, RETRIER_FIELDS, "A retrier");
    return {
      span: entry.span,
      errorEquals: errorNames(context, entry, "retrier"),
      intervalSeconds: numberField(context, entry, "IntervalSeconds", { min: 1, max: MOST_ATTEMPTS, integer: true }) ?? 1,
      maxAttempts: numberField(context, entry, "MaxAttempts", { min: 0, max: MOST_ATTEMPTS, integer: true }) ?? 3,
      backoffRate: numberField(context, entry, "BackoffRate", { min: 1 }) ?? 2,
      maxDelaySeconds: numberField(context, entry, "MaxDelaySeconds", { min: 1, max: YEAR_SECONDS, integer: true }),
      jitterStrategy: wordField(context, entry, "JitterStrategy", ["FULL", "NONE"]) ?? "NONE",
    };
  });
  checkStatesAll(context, retriers, "Retry");
  return retriers;
}

/** The Catch of a state. */
export function parseCatch(context: ParseContext, state: ObjectNode): readonly Catcher[] {
  const catchers = objectsField(context, state, "Catch").flatMap((entry): Catcher[] => {
    checkFields(context, entry, CATCHER_FIELDS[context.language], "A catcher");
    const next = textField(context, entry, "Next");
    const errorEquals = errorNames(context, entry, "catcher");
    if (next === undefined) {
      if (!memberOf(entry, "Next")) report(context, "schema", entry.span, "A catcher needs a Next");
      return [];
    }
    return [
      {
        span: entry.span,
        errorEquals,
        next,
        resultPath: context.language === "JSONPath" ? resultPathField(context, entry) : undefined,
        output: context.language === "JSONata" ? templateField(context, entry, "Output") : undefined,
        assign: templateField(context, entry, "Assign"),
      },
    ];
  });
  checkStatesAll(context, catchers, "Catch");
  return catchers;
}

function errorNames(context: ParseContext, entry: ObjectNode, what: string): readonly Text[] {
  const names = field(context, entry, "ErrorEquals", "array");
  if (names === undefined || names.items.length === 0) {
    if (names || !memberOf(entry, "ErrorEquals")) {
      report(context, "schema", (names ?? entry).span, `A ${what} needs an ErrorEquals that names at least one error`);
    }
    return [];
  }
  return names.items.flatMap((item) => {
    const text = expectType(context, item, "string", "An error name");
    return text ? [{ value: text.value, span: text.span }] : [];
  });
}

/** States.ALL stands alone in its ErrorEquals, and in the last entry (https://states-language.net/spec.html#errors). */
function checkStatesAll(context: ParseContext, entries: readonly (Retrier | Catcher)[], where: string): void {
  for (const [index, { errorEquals }] of entries.entries()) {
    const all = errorEquals.find(({ value }) => value === "States.ALL");
    if (all === undefined) continue;
    if (errorEquals.length > 1) report(context, "states-all", all.span, "States.ALL must stand alone in its ErrorEquals");
    if (index < entries.length - 1) {
      report(context, "states-all", all.span, `States.ALL must stand in the last entry of ${where}`, "Move this entry to the end.");
    }
  }
}
