import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ParallelState, PassState } from "./ast.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { field, isSymbolic, report, textField } from "./parse-context.ts";
import { pathField, resultPathField } from "./parse-path.ts";
import { parseCatch, parseRetry } from "./parse-recovery.ts";
import { payloadField, templateField } from "./parse-template.ts";
import type { StateBase } from "./state-base.ts";

/** InputPath and OutputPath. */
export function parsePaths(context: ParseContext, node: ObjectNode): Pick<PassState, "inputPath" | "outputPath"> {
  if (context.language === "JSONata") return { inputPath: undefined, outputPath: undefined };
  return { inputPath: pathField(context, node, "InputPath"), outputPath: pathField(context, node, "OutputPath") };
}

/** Output and Assign. */
export function parseOutputs(context: ParseContext, node: ObjectNode): Pick<PassState, "output" | "assign"> {
  const output = context.language === "JSONata" ? templateField(context, node, "Output") : undefined;
  return { output, assign: assignField(context, node) };
}

/** Next and End, of which a state has exactly one. */
export function parseTransition(context: ParseContext, node: ObjectNode): Pick<PassState, "next" | "end"> {
  const next = textField(context, node, "Next");
  const end = field(context, node, "End", "boolean")?.value ?? false;
  const goes = memberOf(node, "Next") !== undefined;
  const ending = memberOf(node, "End");
  const unknown = ending !== undefined && isSymbolic(ending.value);
  if (goes && end) report(context, "missing-end", node.span, "Next and End exclude each other", "Keep one of them.");
  if (!goes && !end && !unknown) report(context, "missing-end", node.span, 'The state goes nowhere: it needs a Next, or "End": true');
  return { next, end };
}

/** What Task, Parallel and Map share: the way of the data, where the state goes, and what it does about errors. */
export function parseWork(context: ParseContext, node: ObjectNode): Omit<ParallelState, "type" | "branches" | keyof StateBase> {
  const jsonPath = context.language === "JSONPath";
  const { inputPath, outputPath } = parsePaths(context, node);
  const { output, assign } = parseOutputs(context, node);
  const { next, end } = parseTransition(context, node);
  return {
    inputPath,
    outputPath,
    output,
    assign,
    next,
    end,
    arguments: payloadField(context, node, jsonPath ? "Parameters" : "Arguments"),
    resultSelector: jsonPath ? payloadField(context, node, "ResultSelector") : undefined,
    resultPath: jsonPath ? resultPathField(context, node) : undefined,
    retry: parseRetry(context, node),
    catch: parseCatch(context, node),
  };
}
