import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, ItemBatcher, MapState, ResourceCall } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { checkFields, field, report, textField, wordField } from "./parse-context.ts";
import type { FlowParser } from "./parse-state.ts";
import { computedNumberField, parseTemplate, pathTemplateField, templateField } from "./parse-template.ts";

type MapFields = Pick<
  MapState,
  | "processor"
  | "mode"
  | "executionType"
  | "items"
  | "itemSelector"
  | "maxConcurrency"
  | "toleratedFailureCount"
  | "toleratedFailurePercentage"
  | "itemReader"
  | "itemBatcher"
  | "resultWriter"
  | "label"
>;

const COUNT = { min: 0, integer: true };
const POSITIVE = { min: 1, integer: true };

/** What only a Map has. `Iterator` and `Parameters` are the names of ItemProcessor and ItemSelector before 2022; AWS still takes them. */
export function parseMap(context: ParseContext, node: ObjectNode, parseFlow: FlowParser): MapFields {
  const processor = field(context, node, "ItemProcessor", "object") ?? field(context, node, "Iterator", "object");
  if (!memberOf(node, "ItemProcessor") && !memberOf(node, "Iterator")) report(context, "schema", node.span, "A Map needs an ItemProcessor");
  const config = processor && field(context, processor, "ProcessorConfig", "object");
  if (config) checkFields(context, config, ["Mode", "ExecutionType"], "ProcessorConfig");
  return {
    processor: processor ? parseFlow(context, processor) : emptyFlow(node),
    mode: (config && wordField(context, config, "Mode", ["INLINE", "DISTRIBUTED"])) ?? "INLINE",
    executionType: (config && wordField(context, config, "ExecutionType", ["STANDARD", "EXPRESS"])) ?? "STANDARD",
    items: context.language === "JSONata" ? templateField(context, node, "Items") : pathTemplateField(context, node, "ItemsPath"),
    itemSelector: templateField(context, node, "ItemSelector"),
    maxConcurrency: computedNumberField(context, node, "MaxConcurrency", COUNT),
    toleratedFailureCount: computedNumberField(context, node, "ToleratedFailureCount", COUNT),
    toleratedFailurePercentage: computedNumberField(context, node, "ToleratedFailurePercentage", { min: 0, max: 100 }),
    itemReader: resourceCall(context, node, "ItemReader", "ReaderConfig"),
    itemBatcher: itemBatcher(context, node),
    resultWriter: resourceCall(context, node, "ResultWriter", "WriterConfig"),
    label: textField(context, node, "Label")?.value,
  };
}

function emptyFlow({ span }: ObjectNode): Flow {
  return { span, comment: undefined, startAt: { value: "", span }, states: new Map() };
}

function resourceCall(context: ParseContext, node: ObjectNode, key: string, configKey: string): ResourceCall | undefined {
  const call = field(context, node, key, "object");
  if (call === undefined) return undefined;
  const argumentsKey = context.language === "JSONata" ? "Arguments" : "Parameters";
  checkFields(context, call, ["Resource", argumentsKey, configKey], key);
  return {
    resource: textField(context, call, "Resource"),
    arguments: templateField(context, call, argumentsKey),
    config: configTemplate(context, call, configKey),
  };
}

/** `MaxItemsPath` and its like stand in a config beside the plain fields; as a template they are computed fields of the plain name. */
function configTemplate(context: ParseContext, call: ObjectNode, key: string): ResourceCall["config"] {
  const config = field(context, call, key, "object");
  if (config === undefined) return undefined;
  const members = config.members.map((member) =>
    context.language === "JSONPath" && member.key.endsWith("Path")
      ? { ...member, key: `${member.key.slice(0, -"Path".length)}.$` }
      : member,
  );
  return parseTemplate(context, { ...config, members });
}

function itemBatcher(context: ParseContext, node: ObjectNode): ItemBatcher | undefined {
  const batcher = field(context, node, "ItemBatcher", "object");
  return (
    batcher && {
      maxItemsPerBatch: computedNumberField(context, batcher, "MaxItemsPerBatch", POSITIVE),
      maxInputBytesPerBatch: computedNumberField(context, batcher, "MaxInputBytesPerBatch", POSITIVE),
      batchInput: templateField(context, batcher, "BatchInput"),
    }
  );
}
