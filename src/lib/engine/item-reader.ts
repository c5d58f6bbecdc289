import type { MapState, ResourceCall } from "../asl/ast.ts";
import { integrationOf } from "../asl/integration.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { csvItems } from "./csv-items.ts";
import { dataFlow } from "./data-flow.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import { callService } from "./service-call.ts";
import type { Visit } from "./visit.ts";

/** Reads the items of a distributed Map (ItemReader): objects of a bucket, or the contents of one. */
export function* readItems(visit: Visit<MapState>, reader: ResourceCall, input: JsonValue): Step<Evaluated<readonly JsonValue[]>> {
  const flow = dataFlow(visit.state.queryLanguage);
  const config = reader.config ? yield* awaited(flow.evaluate(visit, reader.config, { input }, "ItemReader/ReaderConfig")) : evaluated({});
  if (!config.ok) return config;
  const parameters = reader.arguments
    ? yield* awaited(flow.evaluate(visit, reader.arguments, { input }, `ItemReader/${flow.argumentsField}`))
    : evaluated({});
  if (!parameters.ok) return parameters;
  const resource = reader.resource?.value ?? "";
  const answer = yield* callService(visit, "item-reader", resource, parameters.value);
  if (answer.type === "failed") return readerFailure(answer.cause ?? answer.error ?? "The item reader failed.");
  const settings = isObject(config.value) ? config.value : {};
  const items = integrationOf(resource).action === "listObjectsV2" ? objectsOf(answer.output) : itemsIn(answer.output, settings);
  return items.ok ? evaluated(limited(items.value, settings)) : items;
}

function readerFailure(cause: string): EvaluationFailure {
  return { ok: false, error: "States.ItemReaderFailed", cause };
}

function objectsOf(output: JsonValue): Evaluated<readonly JsonValue[]> {
  const contents = isObject(output) ? member(output, "Contents") : undefined;
  return evaluated(isArray(contents) ? contents : []);
}

function itemsIn(output: JsonValue, config: JsonObject): Evaluated<readonly JsonValue[]> {
  const body = isObject(output) ? member(output, "Body") : undefined;
  const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
  const type = member(config, "InputType");
  try {
    switch (type) {
      case "CSV":
        return csvItems(text, config, readerFailure);
      case "JSONL":
        return evaluated(
          text
            .split("\n")
            .filter((line) => line.trim() !== "")
            .map((line) => JSON.parse(line) as JsonValue),
        );
      case "MANIFEST":
        return manifestItems(JSON.parse(text) as JsonValue);
      default:
        return jsonItems(JSON.parse(text) as JsonValue);
    }
  } catch (error) {
    return readerFailure(`The ${typeof type === "string" ? type : "JSON"} file cannot be read: ${(error as Error).message}`);
  }
}

/** An array's items, or an object's members as `{ Key, Value }`. */
function jsonItems(value: JsonValue): Evaluated<readonly JsonValue[]> {
  if (isArray(value)) return evaluated(value);
  if (isObject(value)) return evaluated(Object.entries(value).map(([key, item]) => ({ Key: key, Value: item })));
  return readerFailure("Attempting to map over non-iterable node.");
}

/** The files that an S3 inventory manifest lists. */
function manifestItems(value: JsonValue): Evaluated<readonly JsonValue[]> {
  const files = isObject(value) ? member(value, "files") : undefined;
  return isArray(files) ? evaluated(files) : readerFailure("The manifest lists no files.");
}

function limited(items: readonly JsonValue[], config: JsonObject): readonly JsonValue[] {
  const most = Number(member(config, "MaxItems") ?? 0);
  return most > 0 ? items.slice(0, most) : items;
}
