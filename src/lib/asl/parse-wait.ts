import { parseTimestamp } from "../base/timestamp.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { WaitState } from "./ast.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { targetField } from "./parse-field.ts";
import { pathField, referencePathField } from "./parse-path.ts";
import { outputField, parseTemplate } from "./parse-template.ts";
import { endField } from "./parse-work.ts";
import type { StateBase } from "./state-base.ts";
import { isSymbolic } from "./symbolic.ts";

const WAIT_FIELDS = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"] as const;
const MAX_WAIT_SECONDS = 99_999_999;

/** A Wait; undefined where nothing says for how long. */
export function parseWait(context: ParseContext, node: ObjectNode, base: StateBase): WaitState | undefined {
  const present = WAIT_FIELDS.filter((key) => memberOf(node, key));
  const [key] = present;
  if (key === undefined || present.length > 1) {
    report(context, "schema", node, `A Wait needs exactly one of ${WAIT_FIELDS.join(", ")}`);
    return undefined;
  }
  const unit = key.startsWith("Seconds") ? "seconds" : "timestamp";
  const until = key.endsWith("Path") ? referencePathField(context, node, key) : constant(context, node, key, unit);
  const { name, nameSpan, span, comment, queryLanguage } = base;
  const inputPath = pathField(context, node, "InputPath");
  const outputPath = pathField(context, node, "OutputPath");
  const output = outputField(context, node);
  const assign = assignField(context, node);
  const next = targetField(context, node, "Next");
  const end = endField(context, node);
  return (
    until && { name, nameSpan, span, comment, queryLanguage, type: "Wait", inputPath, outputPath, output, assign, next, end, unit, until }
  );
}

function constant(context: ParseContext, node: ObjectNode, key: string, unit: WaitState["unit"]): WaitState["until"] | undefined {
  const value = memberOf(node, key)?.value;
  const until = value && parseTemplate(context, value);
  if (until?.type !== "literal" || value === undefined || isSymbolic(value)) return until;
  if (!(unit === "seconds" ? isWaitSeconds(until.value) : isTimestamp(until.value))) {
    const wanted =
      unit === "seconds" ? `a whole number from 0 to ${MAX_WAIT_SECONDS}` : "an ISO 8601 timestamp such as 2026-11-22T10:00:00Z";
    report(context, "schema", value, `${key} must be ${wanted}, not ${JSON.stringify(until.value)}`);
  }
  return until;
}

function isWaitSeconds(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_WAIT_SECONDS;
}

function isTimestamp(value: unknown): boolean {
  return typeof value === "string" && parseTimestamp(value) !== undefined;
}
