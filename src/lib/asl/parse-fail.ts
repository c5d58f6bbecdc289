import type { Template } from "../expr/template.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { FailState } from "./ast.ts";
import { warnOfPath } from "./dynamic-text.ts";
import type { ParseContext } from "./parse-context.ts";
import { checkExclusive, expectType } from "./parse-context.ts";
import { textPathField } from "./parse-path.ts";
import { parseTemplate } from "./parse-template.ts";
import type { StateBase } from "./state-base.ts";

/** A Fail: its Error and Cause as text, as JSONata, or found by ErrorPath and CausePath. */
export function parseFail(context: ParseContext, node: ObjectNode, base: StateBase): FailState {
  return { ...base, type: "Fail", error: parseText(context, node, "Error"), cause: parseText(context, node, "Cause") };
}

function parseText(context: ParseContext, node: ObjectNode, key: "Error" | "Cause"): Template | undefined {
  checkExclusive(context, node, key, `${key}Path`);
  const direct = memberOf(node, key)?.value;
  if (direct === undefined) return context.language === "JSONPath" ? textPathField(context, node, `${key}Path`) : undefined;
  warnOfPath(context, key, direct);
  return expectType(context, direct, "string", key) && parseTemplate(context, direct);
}
