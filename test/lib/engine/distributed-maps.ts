import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { FinishedRun, MachineRun } from "../../../src/lib/engine/run-machine.ts";
import type { TaskPerformer, TaskRequest } from "../../../src/lib/engine/task.ts";
import { done, fails, runNow } from "./histories.ts";

/** A distributed Map that runs `Ship` for each of its items. */
export function distributed(fields: object = {}, ship: object = { Type: "Pass", End: true }): object {
  return {
    Type: "Map",
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "Ship",
      States: { Ship: ship, Sent: { Type: "Succeed" }, Failed: { Type: "Fail", Error: "ParcelLost" } },
    },
    End: true,
    ...fields,
  };
}

/** Fails where its input says that it is lost, else passes it on. */
export const SHIP_UNLESS_LOST: object = {
  Type: "Choice",
  Choices: [{ Variable: "$.lost", IsPresent: true, Next: "Failed" }],
  Default: "Sent",
};

/** Objects of one bucket, by key; what is written into it is added. */
export function bucketOf(objects: Record<string, string>, seen: TaskRequest[] = []): TaskPerformer {
  return (request) => {
    seen.push(request);
    const { Key: key = "", Body: body = "" } = request.parameters as { readonly Key?: string; readonly Body?: string };
    switch (request.integration.action) {
      case "getObject":
        return key in objects ? done({ Body: objects[key] }) : fails("S3.NoSuchKeyException", "The specified key does not exist.");
      case "putObject":
        objects[key] = body;
        return done({});
      default:
        return done({ Contents: Object.keys(objects).map((name) => ({ Key: name })) });
    }
  };
}

/** A run of one distributed Map that reads its items by this ReaderConfig from the object `items` of a bucket. */
export function runReader(
  config: object,
  objects: Readonly<Record<string, string>>,
  {
    resource = "s3:getObject",
    input = {},
    states = {},
    more = {},
  }: { resource?: string; input?: JsonValue; states?: object; more?: object } = {},
): FinishedRun {
  const reader = {
    Resource: `arn:aws:states:::${resource}`,
    ReaderConfig: config,
    [(more as MachineRun & { QueryLanguage?: string }).QueryLanguage === "JSONata" ? "Arguments" : "Parameters"]: {
      Bucket: "orders",
      Key: "items",
    },
  };
  return runNow({ ...states, ShipAll: distributed({ ItemReader: reader }) }, { input, more, perform: bucketOf({ ...objects }) });
}

/** The output of a run, or the error and cause that it ended with. */
export function endOf({ result }: FinishedRun): unknown {
  return result.status === "SUCCEEDED" ? result.output : { error: result.error, cause: result.cause };
}
