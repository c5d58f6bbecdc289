import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { bucketOf, distributed, endOf, SHIP_UNLESS_LOST } from "./distributed-maps.ts";
import { fails, runNow } from "./histories.ts";

const PUT = { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "results", Prefix: "shipped" } };

/** What a Map of three parcels, of which one is lost, writes by that ResultWriter; and its own output. */
function written(writer: object, input: JsonValue = [["p-1", "p-2"], { lost: true }, "p-3"]) {
  const objects: Record<string, string> = {};
  const map = distributed({ Label: "Parcels", ToleratedFailurePercentage: 100, ResultWriter: writer }, SHIP_UNLESS_LOST);
  const run = runNow({ ShipAll: map }, { input, perform: bucketOf(objects) });
  const [{ arn, children }] = run.mapRuns as [(typeof run.mapRuns)[number]];
  return { output: endOf(run), objects, arn, id: arn.slice(arn.lastIndexOf(":") + 1), children };
}

describe("ResultWriter", () => {
  it("writes a file for each status that occurs and a manifest, and says where that is", () => {
    const { output, objects, arn, id, children } = written(PUT);
    const key = (name: string): string => `shipped/${id}/${name}`;
    const describeChild = (index: number, more: object): object => ({
      ExecutionArn: children[index]?.identity.executionArn,
      Input: JSON.stringify(children[index]?.input),
      InputDetails: { Included: true },
      Name: children[index]?.identity.name,
      RedriveCount: 0,
      StartDate: "1970-01-01T00:00:00.000Z",
      StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:StateMachine/Parcels",
      StopDate: "1970-01-01T00:00:00.000Z",
      ...more,
    });
    const succeeded = (index: number, text: string): object =>
      describeChild(index, {
        Output: text,
        OutputDetails: { Included: true },
        RedriveStatus: "NOT_REDRIVABLE",
        RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
        Status: "SUCCEEDED",
      });
    expect(output).toEqual({ MapRunArn: arn, ResultWriterDetails: { Bucket: "results", Key: key("manifest.json") } });
    expect(Object.keys(objects)).toEqual([key("SUCCEEDED_0.json"), key("FAILED_0.json"), key("manifest.json")]);
    expect(JSON.parse(objects[key("SUCCEEDED_0.json")] ?? "")).toEqual([succeeded(0, '["p-1","p-2"]'), succeeded(2, '"p-3"')]);
    expect(JSON.parse(objects[key("FAILED_0.json")] ?? "")).toEqual([
      describeChild(1, { Error: "ParcelLost", RedriveStatus: "REDRIVABLE_BY_MAP_RUN", Status: "FAILED" }),
    ]);
    expect(JSON.parse(objects[key("manifest.json")] ?? "")).toEqual({
      DestinationBucket: "results",
      MapRunArn: arn,
      ResultFiles: {
        FAILED: [{ Key: key("FAILED_0.json"), Size: objects[key("FAILED_0.json")]?.length }],
        PENDING: [],
        SUCCEEDED: [{ Key: key("SUCCEEDED_0.json"), Size: objects[key("SUCCEEDED_0.json")]?.length }],
      },
    });
  });

  it("writes to the root of the bucket without a Prefix", () => {
    const { objects, id } = written({ ...PUT, Parameters: { Bucket: "results" } }, ["p-1"]);
    expect(Object.keys(objects)).toEqual([`${id}/SUCCEEDED_0.json`, `${id}/manifest.json`]);
  });

  it.each([
    { name: "outputs", config: { Transformation: "COMPACT" }, file: "SUCCEEDED_0.json", want: '[["p-1","p-2"],"p-3"]' },
    { name: "the items of outputs", config: { Transformation: "FLATTEN" }, file: "SUCCEEDED_0.json", want: '["p-1","p-2","p-3"]' },
    {
      name: "a line each",
      config: { Transformation: "FLATTEN", OutputType: "JSONL" },
      file: "SUCCEEDED_0.jsonl",
      want: '"p-1"\n"p-2"\n"p-3"',
    },
  ])("writes $name by WriterConfig", ({ config, file, want }) => {
    const { objects, id } = written({ ...PUT, WriterConfig: config });
    expect(objects[`shipped/${id}/${file}`]).toBe(want);
  });

  it.each([
    { name: "outputs", config: { OutputType: "JSON" }, want: [["p-1", "p-2"], "p-3"] },
    { name: "the items of outputs", config: { Transformation: "FLATTEN" }, want: ["p-1", "p-2", "p-3"] },
    { name: "lines", config: { OutputType: "JSONL", Transformation: "FLATTEN" }, want: '"p-1"\n"p-2"\n"p-3"' },
  ])("gives $name without a Resource", ({ config, want }) => {
    const { output, objects } = written({ WriterConfig: config }, [["p-1", "p-2"], "p-3"]);
    expect({ output, objects }).toEqual({ output: want, objects: {} });
  });

  it("what cannot be written is States.ResultWriterFailed", () => {
    const map = distributed({ ResultWriter: PUT });
    const run = runNow({ ShipAll: map }, { input: [], perform: () => fails("S3.NoSuchBucketException", "The bucket does not exist") });
    expect(endOf(run)).toEqual({ error: "States.ResultWriterFailed", cause: "The bucket does not exist" });
    expect(run.events.map(({ type }) => type).slice(3)).toEqual(["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
  });
});
