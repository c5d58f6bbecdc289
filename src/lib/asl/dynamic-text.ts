import type { Node } from "../source/node.ts";
import type { ParseContext } from "./parse-context.ts";
import { warn } from "./parse-context.ts";

/** Whether a constant reads like a path or an intrinsic function, which was perhaps meant to be evaluated. */
export function looksDynamic(text: string): boolean {
  return (text.startsWith("$") || text.startsWith("States.")) && /^(?:\$\$?[.[]|States\.[A-Za-z0-9]+\()/.test(text);
}

/** Warns where a field holds a path, but only the field of the same name with `Path` reads one (AWS: NO_PATH). */
export function warnOfPath(context: ParseContext, key: string, node: Node): void {
  if (node.type !== "string" || context.language === "JSONata" || !looksDynamic(node.value)) return;
  warn(context, "no-path", node, `${key} is the text "${node.value}", not what is found there`, `Use ${key}Path to read it.`);
}

/** Warns of every path in the Result of a Pass, which is a constant (AWS: PASS_RESULT_IS_STATIC). */
export function warnOfStaticResult(context: ParseContext, node: Node): void {
  switch (node.type) {
    case "object":
      for (const { value } of node.members) warnOfStaticResult(context, value);
      break;
    case "array":
      for (const item of node.items) warnOfStaticResult(context, item);
      break;
    case "string":
      if (looksDynamic(node.value)) {
        const message = `Result is a constant: "${node.value}" stays text`;
        warn(context, "static-result", node, message, "Use Parameters, where fields that end in .$ are evaluated.");
      }
      break;
    case "number":
    case "boolean":
    case "null":
      break;
  }
}
