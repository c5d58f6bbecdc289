import { describe, expect, it } from "vitest";
import { parseDefinition } from "../../machine-of.ts";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, shown } from "./pay-machine.ts";

const flow = { StartAt: "Charge", States: { Charge: { Type: "Pass", End: true } } };
const processor = (config: object): object => ({ ...flow, ProcessorConfig: config });
const map = (fields: object, more: object = {}): object => pay({ Type: "Map", ItemProcessor: flow, ...fields, Next: "Paid" }, more);
const DISTRIBUTED = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
const distributed = (fields: object, more: object = {}): object =>
  pay({ Type: "Map", ...fields, ItemProcessor: processor(DISTRIBUTED), Next: "Paid" }, more);
const reader = (fields: object, config?: object): object =>
  distributed({ ItemReader: { Resource: "arn:aws:states:::s3:getObject", ...(config && { ReaderConfig: config }), ...fields } });
const JSONATA = { QueryLanguage: "JSONata" };

describe("a Map", () => {
  it.each<DiagnosticsCase>([
    {
      name: "with two processors, and two selectors",
      definition: map({ Iterator: flow, ItemSelector: {}, Parameters: {} }),
      want: ["15:7: ItemProcessor and Iterator exclude each other", "25:7: ItemSelector and Parameters exclude each other"],
    },
    {
      name: "in DISTRIBUTED mode without a type",
      definition: map({ ItemProcessor: processor({ Mode: "DISTRIBUTED" }) }),
      want: ["14:28: A Map in DISTRIBUTED mode needs an ExecutionType: STANDARD or EXPRESS"],
    },
    {
      name: "in INLINE mode with a type",
      definition: map({ ItemProcessor: processor({ Mode: "INLINE", ExecutionType: "EXPRESS" }) }),
      want: ["16:11: Only a Map in DISTRIBUTED mode has an ExecutionType"],
    },
    {
      name: "whose ItemsPath names several places, or what cannot be known",
      definition: map({ ItemsPath: "$.orders[*].lines" }),
      want: ['15:20: ItemsPath must be a reference path such as $.order.items, not "$.orders[*].lines"'],
    },
    {
      name: "whose ItemsPath names the context or a variable",
      definition: map({ ItemsPath: "$$.Execution.Input.lines", MaxConcurrencyPath: "$width" }),
      want: [],
    },
    {
      name: "whose width is in the context",
      definition: map({ MaxConcurrencyPath: "$$.Execution.Input.width" }),
      want: ['15:29: MaxConcurrencyPath must be a reference path such as $.order.items, not "$$.Execution.Input.width"'],
    },
    {
      name: "whose Items are text",
      definition: map({ Items: "lines" }, JSONATA),
      want: ["16:16: Items must be an array, an object or a JSONata expression, not a string"],
    },
    { name: "whose Items are constants", definition: map({ Items: [1, "{% $states.input.line %}"] }, JSONATA), want: [] },
    {
      name: "in INLINE mode with what only the other mode uses",
      definition: map({ ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2" }, Label: "lines", ToleratedFailureCount: 1 }),
      want: [
        "15:7: ItemReader has no effect in a Map that is not in DISTRIBUTED mode",
        "18:7: Label has no effect in a Map that is not in DISTRIBUTED mode",
      ],
    },
    {
      name: "whose mode is not known yet",
      definition: map({ ItemProcessor: processor({ Mode: "${Mode}" }), Label: "lines" }),
      want: [],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

describe("the ItemReader", () => {
  it.each<DiagnosticsCase>([
    { name: "that reads nothing", definition: distributed({ ItemReader: {} }), want: ["6:21: An ItemReader needs a Resource"] },
    {
      name: "that reads elsewhere",
      definition: reader({ Resource: "arn:aws:states:::s3:getObjects" }),
      want: ["7:21: An ItemReader calls s3:getObject or s3:listObjectsV2, not arn:aws:states:::s3:getObjects"],
    },
    {
      name: "with an unknown field, format and number",
      definition: reader({ Params: {} }, { InputType: "XML", MaxItems: -1, MaxItem: 1 }),
      want: [
        '13:9: ItemReader has no field "Params". Known: Resource, Parameters, Arguments, ReaderConfig.',
        '11:11: ReaderConfig has no field "MaxItem". Did you mean "MaxItems" or "MaxItemsPath"?',
        "9:24: InputType is CSV or JSON or JSONL or PARQUET or MANIFEST, not XML",
        "10:23: MaxItems must be a whole number from 0 to 100000000, not -1",
      ],
    },
    {
      name: "of CSV that says nothing of its headers",
      definition: reader({}, { InputType: "CSV" }),
      want: ["8:25: A ReaderConfig for CSV needs a CSVHeaderLocation"],
    },
    {
      name: "of CSV whose headers are given and are not",
      definition: reader({}, { InputType: "CSV", CSVHeaderLocation: "GIVEN" }),
      want: ["8:25: A CSVHeaderLocation of GIVEN needs CSVHeaders"],
    },
    {
      name: "of CSV whose headers are no list of names",
      definition: reader({}, { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: "sku,price" }),
      want: ["11:25: CSVHeaders must be an array, not a string"],
    },
    {
      name: "of CSV with a header that is no name",
      definition: reader({}, { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["sku", 2] }),
      want: ["13:13: Each entry of CSVHeaders must be a string, not a number"],
    },
    {
      name: "of an array in JSON that a number names",
      definition: reader({}, { InputType: "JSON", ItemsPointer: 1 }),
      want: ["10:27: ItemsPointer must be a string, not a number"],
    },
    {
      name: "of JSON with headers",
      definition: reader({}, { InputType: "JSON", CSVHeaderLocation: "FIRST_ROW" }),
      want: ["10:11: Only a ReaderConfig for CSV has a CSVHeaderLocation"],
    },
    {
      name: "in the other query language",
      definition: reader({ Arguments: {} }),
      want: ["8:9: Arguments does not exist in JSONPath states"],
    },
    {
      name: "of CSV, and of an Athena manifest",
      definition: reader(
        { Parameters: { "Bucket.$": "$.bucket" } },
        { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["sku"], MaxItemsPath: "$.most" },
      ),
      want: [],
    },
    { name: "of an Athena manifest", definition: reader({}, { InputType: "CSV", ManifestType: "ATHENA_DATA" }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

describe("the ItemBatcher, the ResultWriter and the Label", () => {
  const longest = "x".repeat(40);
  it.each<DiagnosticsCase>([
    {
      name: "a batcher with an unknown field and with a size twice",
      definition: distributed({
        ItemBatcher: { MaxItemsPerBatch: 3, MaxItemsPerBatchPath: "$.size", MaxInputBytesPerBatch: 300_000, Size: 1 },
      }),
      want: [
        '10:9: ItemBatcher has no field "Size". Known: MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath, BatchInput.',
        "8:9: MaxItemsPerBatch and MaxItemsPerBatchPath exclude each other",
        "9:34: MaxInputBytesPerBatch must be a whole number from 0 to 262144, not 300000",
      ],
    },
    {
      name: "a writer of nothing",
      definition: distributed({ ResultWriter: {} }),
      want: ["6:23: A ResultWriter needs a Resource, a WriterConfig or both"],
    },
    {
      name: "a writer of an unknown kind to an unknown place",
      definition: distributed({ ResultWriter: { Resource: "arn:aws:states:::s3:getObject", WriterConfig: { OutputType: "CSV" } } }),
      want: ["7:21: A ResultWriter calls s3:putObject, not arn:aws:states:::s3:getObject", "9:25: OutputType is JSON or JSONL, not CSV"],
    },
    {
      name: "a writer that only transforms",
      definition: distributed({ ResultWriter: { WriterConfig: { Transformation: "FLATTEN", OutputType: "JSONL" } } }),
      want: [],
    },
    { name: "a label with a space", definition: distributed({ Label: "order lines" }), want: ['6:16: A Label cannot hold " "'] },
    {
      name: "an empty label",
      definition: distributed({ Label: "" }),
      want: ["6:16: A Label cannot be empty. Leave it out: Step Functions makes one."],
    },
    {
      name: "a label over 40 characters",
      definition: distributed({ Label: `${longest}y` }),
      want: ["6:16: A Label holds at most 40 characters, this one 41"],
    },
    { name: "a label of 40 characters", definition: distributed({ Label: longest }), want: [] },
    {
      name: "a label that two Maps have",
      definition: {
        StartAt: "Reserve",
        States: {
          Reserve: { Type: "Map", Label: "lines", ItemProcessor: processor(DISTRIBUTED), Next: "Ship" },
          Ship: {
            Type: "Map",
            Label: "lines",
            ItemProcessor: { ProcessorConfig: DISTRIBUTED, StartAt: "Send", States: { Send: { Type: "Succeed" } } },
            End: true,
          },
        },
      },
      want: ['24:16: Another Map of this machine has the Label "lines"'],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });

  it("takes a writer of nothing with a warning, as AWS saves it", () => {
    const { diagnostics } = parseDefinition(distributed({ ResultWriter: {} }));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["asl/schema", "warning"]]);
  });
});
