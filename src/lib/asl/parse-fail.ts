import type { Template } from "../expr/template.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { FailState } from "./ast.ts";
import { warnOfPath } from "./dynamic-text.ts";
import type { ParseContext } from "./parse-context.ts";
import { checkExclusive, expectType } from "./parse-field.ts";
import { textPathField } from "./parse-path.ts";
import { parseTemplate } from "./parse-template.ts";
import type { StateBase } from "./state-base.ts";

/** A Fail: its Error and Cause as text, as JSONata, or found by ErrorPath and CausePath. */
export function parseFail(context: ParseContext, node: ObjectNode, base: StateBase): FailState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Fail",
    error: parseText(context, node, "Error", "ErrorPath"),
    cause: parseText(context, node, "Cause", "CausePath"),
  };
}

function parseText(context: ParseContext, node: ObjectNode, key: string, pathKey: string): Template | undefined {
  checkExclusive(context, node, key, pathKey);
  const direct = memberOf(node, key)?.value;
  if (direct === undefined) return context.language === "JSONPath" ? textPathField(context, node, pathKey) : undefined;
  warnOfPath(context, key, direct);
  return expectType(context, direct, "string", key) && parseTemplate(context, direct);
}
