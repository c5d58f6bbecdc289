import type { ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { PassState } from "./ast.ts";
import { warnOfStaticResult } from "./dynamic-text.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { targetField } from "./parse-field.ts";
import { pathField, resultPathField } from "./parse-path.ts";
import { outputField, payloadField } from "./parse-template.ts";
import { endField } from "./parse-work.ts";
import type { StateBase } from "./state-base.ts";

/** A Pass: Parameters, Result and ResultPath are JSONPath's. */
export function parsePass(context: ParseContext, node: ObjectNode, base: StateBase): PassState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  const jsonPath = context.language === "JSONPath";
  const result = jsonPath ? memberOf(node, "Result")?.value : undefined;
  if (result) warnOfStaticResult(context, result);
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Pass",
    inputPath: pathField(context, node, "InputPath"),
    outputPath: pathField(context, node, "OutputPath"),
    output: outputField(context, node),
    assign: assignField(context, node),
    next: targetField(context, node, "Next"),
    end: endField(context, node),
    arguments: jsonPath ? payloadField(context, node, "Parameters") : undefined,
    result: result && valueOf(result),
    resultPath: resultPathField(context, node),
  };
}
