import { describe, expect, it } from "vitest";
import { bucketOf, distributed, endOf, runReader } from "./distributed-maps.ts";
import { runNow, shownFrom } from "./histories.ts";

const THREE = '["o-1","o-2","o-3"]';
const failed = (cause: unknown): object => ({ error: "States.ItemReaderFailed", cause });

describe("ItemReader reads", () => {
  it.each([
    { name: "a JSON array", config: { InputType: "JSON" }, file: THREE, want: ["o-1", "o-2", "o-3"] },
    { name: "JSON where nothing is said", config: {}, file: THREE, want: ["o-1", "o-2", "o-3"] },
    {
      name: "a JSON object as its members",
      config: { InputType: "JSON" },
      file: '{"o-1":{"items":2},"o-2":null}',
      want: [
        { Key: "o-1", Value: { items: 2 } },
        { Key: "o-2", Value: null },
      ],
    },
    {
      name: "what ItemsPointer points at",
      config: { ItemsPointer: "/orders/0/a~1b~0c" },
      file: '{"orders":[{"a/b~c":["o-1"]}]}',
      want: ["o-1"],
    },
    {
      name: "JSON lines, empty ones left out",
      config: { InputType: "JSONL" },
      file: '{"id":1}\r\n\n{"id":2}\n',
      want: [{ id: 1 }, { id: 2 }],
    },
    { name: "no lines", config: { InputType: "JSONL" }, file: "", want: [] },
    {
      name: "CSV",
      config: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      file: "id,city\no-1,Bern\n",
      want: [{ id: "o-1", city: "Bern" }],
    },
    { name: "the first MaxItems", config: { MaxItems: 2 }, file: THREE, want: ["o-1", "o-2"] },
    { name: "all where MaxItems is 0", config: { MaxItems: 0 }, file: THREE, want: ["o-1", "o-2", "o-3"] },
    { name: "the first as MaxItemsPath says", config: { MaxItemsPath: "$.most" }, file: THREE, want: ["o-1"] },
    { name: "the first as MaxItemsPath says in text", config: { MaxItemsPath: "$.mostText" }, file: THREE, want: ["o-1", "o-2"] },
  ])("$name", ({ config, file, want }) => {
    expect(endOf(runReader(config, { items: file }, { input: { most: 1, mostText: "2" } }))).toEqual(want);
  });

  it("all objects of a bucket", () => {
    const end = endOf(runReader({}, { items: "", other: "" }, { resource: "s3:listObjectsV2" }));
    expect(end).toEqual([{ Key: "items" }, { Key: "other" }]);
  });

  it("the items of all objects of a bucket, where they are to be loaded and flattened", () => {
    const config = { Transformation: "LOAD_AND_FLATTEN", InputType: "JSONL", MaxItems: 3 };
    expect(endOf(runReader(config, { a: "1\n2", b: "3\n4" }, { resource: "s3:listObjectsV2" }))).toEqual([1, 2, 3]);
  });

  it("the rows of an S3 inventory, from the bucket that its manifest names", () => {
    const manifest = {
      sourceBucket: "parcels",
      destinationBucket: "arn:aws:s3:::inventories",
      fileFormat: "CSV",
      fileSchema: "Bucket, Key, Size",
      files: [{ key: "data/1.csv", size: 40 }, { key: "data/2.csv" }],
    };
    const objects = { items: JSON.stringify(manifest), "data/1.csv": '"parcels","p-1","12"\n', "data/2.csv": '"parcels","p-2","7"\n' };
    const wanted = [
      { Bucket: "parcels", Key: "p-1", Size: "12" },
      { Bucket: "parcels", Key: "p-2", Size: "7" },
    ];
    expect(endOf(runReader({ InputType: "MANIFEST" }, objects))).toEqual(wanted);
    expect(endOf(runReader({ ManifestType: "S3_INVENTORY" }, objects))).toEqual(wanted);
  });

  it("the files that an Athena query left, in the type that they have", () => {
    const objects = { items: "s3://results/a.jsonl\ns3://results/b/c.jsonl\n", "a.jsonl": "1", "b/c.jsonl": "2\n3" };
    expect(endOf(runReader({ ManifestType: "ATHENA_DATA", InputType: "JSONL" }, objects))).toEqual([1, 2, 3]);
  });

  it("by JSONata, too", () => {
    const config = { InputType: "JSON", MaxItems: "{% $states.input.most %}" };
    const run = runReader(config, { items: THREE }, { input: { most: 2 }, more: { QueryLanguage: "JSONata" } });
    expect(endOf(run)).toEqual(["o-1", "o-2"]);
  });

  it("regardless of ItemsPath (recorded on AWS)", () => {
    const reader = { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: "orders", Key: "items" } };
    const map = distributed({ ItemsPath: "$.none", ItemReader: reader });
    expect(endOf(runNow({ ShipAll: map }, { perform: bucketOf({ items: THREE }) }))).toEqual(["o-1", "o-2", "o-3"]);
  });
});

describe("ItemReader fails with States.ItemReaderFailed", () => {
  const inventory = (more: object): string => JSON.stringify({ files: [{ key: "1" }], fileSchema: "Key", ...more });
  it.each([
    { name: "a key that is not there", config: {}, objects: {}, want: "The specified key does not exist." },
    { name: "a number", config: {}, objects: { items: "42" }, want: "Attempting to map over non-iterable node." },
    { name: "text that is not JSON", config: {}, objects: { items: "[" }, want: expect.stringMatching(/^The JSON file cannot be read: /) },
    {
      name: "a line that is not JSON",
      config: { InputType: "JSONL" },
      objects: { items: "{}\n[" },
      want: expect.stringMatching(/^The JSONL file cannot be read: /),
    },
    {
      name: "CSV with an open quote",
      config: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      objects: { items: 'id\n"o-1' },
      want: expect.stringMatching(/^The CSV file cannot be read: /),
    },
    {
      name: "PARQUET",
      config: { InputType: "PARQUET" },
      objects: { items: "PAR1" },
      want: "InputType PARQUET cannot be read; CSV, JSON, JSONL and MANIFEST can.",
    },
    {
      name: "a pointer at nothing",
      config: { ItemsPointer: "/orders" },
      objects: { items: "{}" },
      want: 'ItemsPointer "/orders" points at nothing in the file.',
    },
    { name: "a negative MaxItems", config: { MaxItemsPath: "$.less" }, objects: { items: THREE }, want: "field MaxItems must be positive" },
    {
      name: "a manifest that is none",
      config: { InputType: "MANIFEST" },
      objects: { items: "[]" },
      want: "The manifest is not that of an S3 inventory.",
    },
    {
      name: "an inventory in another format",
      config: { InputType: "MANIFEST" },
      objects: { items: inventory({ fileFormat: "ORC" }) },
      want: 'The files of the inventory are "ORC"; only CSV can be read.',
    },
    {
      name: "a file of an inventory that is not there",
      config: { InputType: "MANIFEST" },
      objects: { items: inventory({}) },
      want: "The specified key does not exist.",
    },
    {
      name: "an Athena manifest that is none",
      config: { ManifestType: "ATHENA_DATA", InputType: "CSV" },
      objects: { items: "a.csv" },
      want: 'The manifest lists "a.csv", which is not an address in S3.',
    },
  ])("$name", ({ config, objects, want }) => {
    expect(endOf(runReader(config, objects, { input: { less: -1 } }))).toEqual(failed(want));
  });

  it("with the events that AWS records, and a catcher takes it", () => {
    const { events } = runReader({}, {});
    expect(shownFrom(events, 3)).toEqual([
      "3 2 MapStateStarted 0",
      "4 3 MapRunStarted",
      "5 4 MapRunFailed States.ItemReaderFailed",
      "6 5 MapStateFailed",
      "7 6 ExecutionFailed States.ItemReaderFailed",
    ]);
  });
});

it("a MaxItemsPath that leads to no number is beyond Retry and Catch", () => {
  expect(endOf(runReader({ MaxItemsPath: "$.most" }, { items: THREE }, { input: { most: "all" } }))).toEqual({
    error: "States.Runtime",
    cause: expect.stringContaining('The MaxItemsPath field refers to value "all" which is not a valid integer: $.most'),
  });
});
