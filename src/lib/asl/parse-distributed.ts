import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ItemBatcher, ResourceCall } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import type { NumberBounds } from "./parse-field.ts";
import { checkFields, expectType, field, reportForeign, textField, wordField } from "./parse-field.ts";
import { computedNumberField, parseTemplate, payloadField } from "./parse-template.ts";
import { hasToken } from "./symbolic.ts";

/** What a distributed Map reads, batches and writes: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html, …-itembatcher.html, …-resultwriter.html */
const READER_WORDS = {
  InputType: ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"],
  CSVHeaderLocation: ["FIRST_ROW", "GIVEN"],
  CSVDelimiter: ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"],
  ManifestType: ["ATHENA_DATA", "S3_INVENTORY"],
  Transformation: ["NONE", "LOAD_AND_FLATTEN"],
};
const READER_FIELDS = new Set([...Object.keys(READER_WORDS), "CSVHeaders", "MaxItems", "MaxItemsPath", "ItemsPointer"]);
const MAX_ITEMS = { min: 0, max: 100_000_000, integer: true };

const WRITER_WORDS = { Transformation: ["NONE", "COMPACT", "FLATTEN"], OutputType: ["JSON", "JSONL"] };
const WRITER_FIELDS = new Set(Object.keys(WRITER_WORDS));

const BATCHER_FIELDS = new Set([
  "MaxItemsPerBatch",
  "MaxItemsPerBatchPath",
  "MaxInputBytesPerBatch",
  "MaxInputBytesPerBatchPath",
  "BatchInput",
]);
const COUNT: NumberBounds = { min: 0, integer: true };
const MAX_BATCH_BYTES = 262_144;

const READS = /^arn:[^:]*:states:[^:]*:[^:]*:s3:(?:getObject|listObjectsV2)$/;
const WRITES = /^arn:[^:]*:states:[^:]*:[^:]*:s3:putObject$/;

/** The ItemReader of a distributed Map. */
export function parseItemReader(context: ParseContext, node: ObjectNode): ResourceCall | undefined {
  const call = parseCall(context, node, "ItemReader", "ReaderConfig");
  if (call === undefined) return undefined;
  if (!memberOf(call.node, "Resource")) report(context, "schema", call.node, "An ItemReader needs a Resource");
  checkCalled(context, call, READS, "An ItemReader calls s3:getObject or s3:listObjectsV2");
  const config = field(context, call.node, "ReaderConfig", "object");
  if (config) checkReaderConfig(context, config);
  return { resource: call.resource, arguments: call.arguments, config: config && configTemplate(context, config) };
}

function checkReaderConfig(context: ParseContext, config: ObjectNode): void {
  checkFields(context, config, READER_FIELDS, "ReaderConfig");
  checkWords(context, config, READER_WORDS);
  checkHeaders(context, config);
  textField(context, config, "ItemsPointer");
  computedNumberField(context, config, "MaxItems", "MaxItemsPath", MAX_ITEMS);
  const type = wordIn(config, "InputType");
  const location = memberOf(config, "CSVHeaderLocation");
  // An Athena manifest says by itself what its columns are.
  if (type === "CSV" && !location && !memberOf(config, "ManifestType"))
    report(context, "schema", config, "A ReaderConfig for CSV needs a CSVHeaderLocation");
  if (type === "JSON" && location) report(context, "schema", location, "Only a ReaderConfig for CSV has a CSVHeaderLocation");
  if (wordIn(config, "CSVHeaderLocation") === "GIVEN" && !memberOf(config, "CSVHeaders"))
    report(context, "schema", config, "A CSVHeaderLocation of GIVEN needs CSVHeaders");
}

function checkHeaders(context: ParseContext, config: ObjectNode): void {
  const headers = memberOf(config, "CSVHeaders")?.value;
  if (headers === undefined || wordIn(config, "CSVHeaders")?.startsWith("{%")) return;
  const list = expectType(context, headers, "array", "CSVHeaders");
  for (const header of list?.items ?? []) expectType(context, header, "string", "Each entry of CSVHeaders");
}

function checkWords(context: ParseContext, config: ObjectNode, words: Readonly<Record<string, readonly string[]>>): void {
  for (const [key, known] of Object.entries(words)) {
    if (!wordIn(config, key)?.startsWith("{%")) wordField(context, config, key, known);
  }
}

function wordIn(config: ObjectNode, key: string): string | undefined {
  const node = memberOf(config, key)?.value;
  return node?.type === "string" ? node.value : undefined;
}

/** The ResultWriter of a distributed Map. */
export function parseResultWriter(context: ParseContext, node: ObjectNode): ResourceCall | undefined {
  const call = parseCall(context, node, "ResultWriter", "WriterConfig");
  if (call === undefined) return undefined;
  // AWS saves it, and the run fails: https://github.com/aws/aws-cdk/pull/33831
  if (!memberOf(call.node, "Resource") && !memberOf(call.node, "WriterConfig"))
    warn(context, "schema", call.node, "A ResultWriter needs a Resource, a WriterConfig or both");
  checkCalled(context, call, WRITES, "A ResultWriter calls s3:putObject");
  const config = field(context, call.node, "WriterConfig", "object");
  if (config) {
    checkFields(context, config, WRITER_FIELDS, "WriterConfig");
    checkWords(context, config, WRITER_WORDS);
  }
  return { resource: call.resource, arguments: call.arguments, config: config && configTemplate(context, config) };
}

interface Call extends Pick<ResourceCall, "resource" | "arguments"> {
  readonly node: ObjectNode;
}

function parseCall(context: ParseContext, state: ObjectNode, key: string, configKey: string): Call | undefined {
  const node = field(context, state, key, "object");
  if (node === undefined) return undefined;
  const [argumentsKey, foreign] = context.language === "JSONata" ? ["Arguments", "Parameters"] : ["Parameters", "Arguments"];
  reportForeign(context, node, foreign, "states");
  checkFields(context, node, new Set(["Resource", "Parameters", "Arguments", configKey]), key);
  return { node, resource: textField(context, node, "Resource"), arguments: payloadField(context, node, argumentsKey) };
}

function checkCalled(context: ParseContext, { resource }: Call, known: RegExp, message: string): void {
  if (resource === undefined || hasToken(resource.value) || known.test(resource.value)) return;
  report(context, "invalid-resource", resource.span, `${message}, not ${resource.value}`);
}

/** `MaxItemsPath` and its like stand in a config beside the plain fields; as a template they are computed fields of the plain name. */
function configTemplate(context: ParseContext, config: ObjectNode): ResourceCall["config"] {
  const members = config.members.map((member) =>
    context.language === "JSONPath" && member.key.endsWith("Path")
      ? { ...member, key: `${member.key.slice(0, -"Path".length)}.$` }
      : member,
  );
  // What is wrong with its fields was said when they were read one by one.
  return parseTemplate({ ...context, diagnostics: [] }, { ...config, members });
}

/** The ItemBatcher of a distributed Map. */
export function parseItemBatcher(context: ParseContext, node: ObjectNode): ItemBatcher | undefined {
  const batcher = field(context, node, "ItemBatcher", "object");
  if (batcher === undefined) return undefined;
  checkFields(context, batcher, BATCHER_FIELDS, "ItemBatcher");
  return {
    maxItemsPerBatch: computedNumberField(context, batcher, "MaxItemsPerBatch", "MaxItemsPerBatchPath", COUNT),
    maxInputBytesPerBatch: computedNumberField(context, batcher, "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", {
      ...COUNT,
      max: MAX_BATCH_BYTES,
    }),
    batchInput: payloadField(context, batcher, "BatchInput"),
  };
}
