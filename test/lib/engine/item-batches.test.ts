import { describe, expect, it } from "vitest";
import { bucketOf, distributed, endOf } from "./distributed-maps.ts";
import { runNow } from "./histories.ts";

const sizes = (output: unknown): unknown => (output as readonly { Items: readonly unknown[] }[]).map(({ Items }) => Items.length);
const batches = (batcher: object, input: object, more: object = {}): unknown =>
  endOf(runNow({ ShipAll: distributed({ ItemBatcher: batcher, ItemsPath: "$.parcels" }) }, { input: input as never, more }));

describe("ItemBatcher puts into one child", () => {
  it.each([
    { name: "as many items as MaxItemsPerBatch", batcher: { MaxItemsPerBatch: 2 }, parcels: [1, 2, 3, 4, 5], want: [2, 2, 1] },
    { name: "as many as its path says", batcher: { MaxItemsPerBatchPath: "$.most" }, parcels: [1, 2, 3, 4], want: [3, 1] },
    // {"Items":[]} has 12 bytes, "ab" has 4, and a comma stands between two.
    { name: "as much as MaxInputBytesPerBatch", batcher: { MaxInputBytesPerBatch: 21 }, parcels: ["ab", "ab", "ab"], want: [2, 1] },
    { name: "no byte more", batcher: { MaxInputBytesPerBatch: 20 }, parcels: ["ab", "ab", "ab"], want: [1, 1, 1] },
    { name: "bytes, not characters", batcher: { MaxInputBytesPerBatch: 21 }, parcels: ["é", "é", "éé"], want: [2, 1] },
    {
      name: "what fits both limits",
      batcher: { MaxInputBytesPerBatch: 100, MaxItemsPerBatch: 2 },
      parcels: ["ab", "ab", "ab"],
      want: [2, 1],
    },
    {
      name: "no more than an execution's input may be",
      batcher: { MaxItemsPerBatch: 100 },
      parcels: ["x".repeat(100_000), "x".repeat(100_000), "x".repeat(100_000)],
      want: [2, 1],
    },
    { name: "nothing, where there are no items", batcher: { MaxItemsPerBatch: 2 }, parcels: [], want: [] },
  ])("$name", ({ batcher, parcels, want }) => {
    const reader = { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: "orders", Key: "items" } };
    const large = parcels.some((parcel) => typeof parcel === "string" && parcel.length > 1000);
    const seen: number[] = [];
    const map = large
      ? distributed({ ItemBatcher: batcher, ItemReader: reader, ResultPath: null }, { Type: "Pass", Result: null, End: true })
      : distributed({ ItemBatcher: batcher, ItemsPath: "$.parcels" });
    const run = runNow(
      { ShipAll: map },
      { input: large ? {} : { parcels, most: 3 }, perform: bucketOf({ items: JSON.stringify(parcels) }) },
    );
    for (const { input } of run.mapRuns[0]?.children ?? []) seen.push((input as { Items: readonly unknown[] }).Items.length);
    expect(run.result.status).toBe("SUCCEEDED");
    expect(seen).toEqual(want);
  });

  it("and what they share", () => {
    const batcher = { MaxItemsPerBatch: 2, BatchInput: { "order.$": "$.order", state: "ShipAll" } };
    expect(batches(batcher, { order: "o-1", parcels: [1, 2, 3] })).toEqual([
      { BatchInput: { order: "o-1", state: "ShipAll" }, Items: [1, 2] },
      { BatchInput: { order: "o-1", state: "ShipAll" }, Items: [3] },
    ]);
  });
});

it.each([
  {
    name: "an item that fits into no batch",
    batcher: { MaxInputBytesPerBatch: 13 },
    cause: "An item is larger than MaxInputBytesPerBatch allows a batch to be.",
  },
  {
    name: "a count that is none",
    batcher: { MaxItemsPerBatchPath: "$.parcels[0]" },
    cause: 'MaxItemsPerBatch must be a positive integer, not "ab".',
  },
  {
    name: "a size of nothing",
    batcher: { MaxInputBytesPerBatchPath: "$.none" },
    cause: "MaxInputBytesPerBatch must be a positive integer, not 0.",
  },
])("$name fails the Map", ({ batcher, cause }) => {
  expect(batches(batcher, { parcels: ["ab"], none: 0 })).toEqual({ error: "States.Runtime", cause: expect.stringContaining(cause) });
});

it("JSONata says the limits, too", () => {
  const map = distributed({ ItemBatcher: { MaxItemsPerBatch: "{% $states.input.most %}" }, Items: "{% $states.input.parcels %}" });
  const run = runNow({ ShipAll: map }, { input: { most: 2, parcels: [1, 2, 3] }, more: { QueryLanguage: "JSONata" } });
  expect(sizes(endOf(run))).toEqual([2, 1]);
});
