import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, ParallelState } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { objectsField } from "./parse-field.ts";
import { parseWork } from "./parse-work.ts";
import type { FlowParser, StateBase } from "./state-base.ts";

/** A Parallel with its branches. */
export function parseParallel(context: ParseContext, node: ObjectNode, base: StateBase, parseFlow: FlowParser): ParallelState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  const work = parseWork(context, node);
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Parallel",
    inputPath: work.inputPath,
    outputPath: work.outputPath,
    output: work.output,
    assign: work.assign,
    next: work.next,
    end: work.end,
    arguments: work.arguments,
    resultSelector: work.resultSelector,
    resultPath: work.resultPath,
    retry: work.retry,
    retryUnread: work.retryUnread,
    catch: work.catch,
    branches: parseBranches(context, node, parseFlow),
  };
}

function parseBranches(context: ParseContext, node: ObjectNode, parseFlow: FlowParser): readonly Flow[] {
  const branches = memberOf(node, "Branches")?.value;
  if (branches === undefined || (branches.type === "array" && branches.items.length === 0)) {
    report(context, "schema", branches ?? node, "A Parallel needs at least one entry in Branches");
  }
  return objectsField(context, node, "Branches").map((branch) => parseFlow(context, branch, "branch"));
}
