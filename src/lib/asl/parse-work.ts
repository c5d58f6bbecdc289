import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ParallelState } from "./ast.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { expectType, targetField } from "./parse-field.ts";
import { pathField, resultPathField } from "./parse-path.ts";
import { hidesRetry, parseCatch, parseRetry } from "./parse-recovery.ts";
import { outputField, payloadField } from "./parse-template.ts";
import type { StateBase } from "./state-base.ts";
import { isSymbolic } from "./symbolic.ts";

/** End, false where it is absent; a state has exactly one of Next and End. */
export function endField(context: ParseContext, node: ObjectNode): boolean {
  const goes = memberOf(node, "Next") !== undefined;
  const ending = memberOf(node, "End")?.value;
  const end = ending !== undefined && expectType(context, ending, "boolean", "End")?.value === true;
  if (goes && end) report(context, "missing-end", node, "Next and End exclude each other", "Keep one of them.");
  if (!goes && !end && (ending === undefined || !isSymbolic(ending)))
    report(context, "missing-end", node, 'The state goes nowhere: it needs a Next, or "End": true');
  return end;
}

/** What Task, Parallel and Map share: the way of the data, where the state goes, and what it does about errors. */
export function parseWork(context: ParseContext, node: ObjectNode): Omit<ParallelState, "type" | "branches" | keyof StateBase> {
  const jsonPath = context.language === "JSONPath";
  const retryUnread = hidesRetry(context, node);
  return {
    inputPath: pathField(context, node, "InputPath"),
    outputPath: pathField(context, node, "OutputPath"),
    output: outputField(context, node),
    assign: assignField(context, node),
    next: targetField(context, node, "Next"),
    end: endField(context, node),
    arguments: payloadField(context, node, jsonPath ? "Parameters" : "Arguments"),
    resultSelector: jsonPath ? payloadField(context, node, "ResultSelector") : undefined,
    resultPath: resultPathField(context, node),
    retry: retryUnread ? [] : parseRetry(context, node),
    retryUnread,
    catch: parseCatch(context, node),
  };
}
