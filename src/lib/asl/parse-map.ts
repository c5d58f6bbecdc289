import { spanOf } from "../base/span.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, MapState } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import { parseItemBatcher, parseItemReader, parseResultWriter } from "./parse-distributed.ts";
import { checkExclusive, checkFields, field, kindOf, partField, wordField } from "./parse-field.ts";
import { parseLabel } from "./parse-label.ts";
import { referencePathField } from "./parse-path.ts";
import { computedNumberField, parseTemplate, payloadField } from "./parse-template.ts";
import { parseWork } from "./parse-work.ts";
import type { FlowParser, StateBase } from "./state-base.ts";
import { isSymbolic } from "./symbolic.ts";

const COUNT = { min: 0, integer: true };

/** A Map. `Iterator` and `Parameters` are the names of ItemProcessor and ItemSelector before 2022; AWS still takes them. */
export function parseMap(context: ParseContext, node: ObjectNode, base: StateBase, parseFlow: FlowParser): MapState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  const work = parseWork(context, node);
  checkExclusive(context, node, "ItemProcessor", "Iterator");
  checkExclusive(context, node, "ItemSelector", "Parameters");
  const processor = partField(context, node, "ItemProcessor", "object") ?? partField(context, node, "Iterator", "object");
  if (!memberOf(node, "ItemProcessor") && !memberOf(node, "Iterator")) report(context, "schema", node, "A Map needs an ItemProcessor");
  const config = processor && field(context, processor, "ProcessorConfig", "object");
  if (isInline(config)) warnOfDistributed(context, node);
  const { mode, executionType } = parseProcessorConfig(context, config);
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Map",
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
    mode,
    executionType,
    processor: processor ? parseFlow(context, processor, "processor") : emptyFlow(node),
    items: parseItems(context, node),
    itemSelector: payloadField(context, node, "ItemSelector"),
    maxConcurrency: computedNumberField(context, node, "MaxConcurrency", "MaxConcurrencyPath", COUNT),
    toleratedFailureCount: computedNumberField(context, node, "ToleratedFailureCount", "ToleratedFailureCountPath", COUNT),
    toleratedFailurePercentage: computedNumberField(context, node, "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", {
      min: 0,
      max: 100,
    }),
    itemReader: parseItemReader(context, node),
    itemBatcher: parseItemBatcher(context, node),
    resultWriter: parseResultWriter(context, node),
    label: parseLabel(context, node),
  };
}

function parseItems(context: ParseContext, node: ObjectNode): MapState["items"] {
  if (context.language === "JSONPath") return referencePathField(context, node, "ItemsPath");
  const value = memberOf(node, "Items")?.value;
  const items = value && parseTemplate(context, value);
  if (value === undefined || value.type === "array" || value.type === "object" || items?.type === "jsonata" || isSymbolic(value))
    return items;
  report(context, "schema", value, `Items must be an array, an object or a JSONata expression, not ${kindOf(value)}`);
  return undefined;
}

const CONFIG_FIELDS = new Set(["Mode", "ExecutionType"]);

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
function parseProcessorConfig(context: ParseContext, config: ObjectNode | undefined): Pick<MapState, "mode" | "executionType"> {
  if (config === undefined) return { mode: "INLINE", executionType: "STANDARD" };
  checkFields(context, config, CONFIG_FIELDS, "ProcessorConfig");
  const mode = wordField(context, config, "Mode", ["INLINE", "DISTRIBUTED"]);
  const executionType = wordField(context, config, "ExecutionType", ["STANDARD", "EXPRESS"]) ?? "STANDARD";
  const typed = memberOf(config, "ExecutionType");
  if (mode === "DISTRIBUTED" && !typed)
    report(context, "schema", config, "A Map in DISTRIBUTED mode needs an ExecutionType: STANDARD or EXPRESS");
  if (mode === "INLINE" && typed) report(context, "schema", typed, "Only a Map in DISTRIBUTED mode has an ExecutionType");
  return { mode: mode ?? "INLINE", executionType };
}

function isInline(config: ObjectNode | undefined): boolean {
  const mode = memberOf(config, "Mode")?.value;
  return mode === undefined || (mode.type === "string" && mode.value === "INLINE");
}

const DISTRIBUTED_ONLY = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"] as const;

/** AWS takes these fields in INLINE mode and does nothing with them. */
function warnOfDistributed(context: ParseContext, node: ObjectNode): void {
  for (const key of DISTRIBUTED_ONLY) {
    const member = memberOf(node, key);
    if (member) warn(context, "ignored-field", member, `${key} has no effect in a Map that is not in DISTRIBUTED mode`);
  }
}

function emptyFlow(node: ObjectNode): Flow {
  const span = spanOf(node);
  return { span, comment: undefined, startAt: { value: "", span }, states: new Map() };
}
