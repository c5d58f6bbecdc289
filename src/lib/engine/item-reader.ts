import type { MapState, ResourceCall } from "../asl/ast.ts";
import { integrationOf } from "../asl/integration.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import { dataFlow } from "./data-flow.ts";
import { itemsIn, readerFailure } from "./item-formats.ts";
import type { ObjectPlace } from "./item-manifest.ts";
import { athenaFiles, inventoryRows, readInventory } from "./item-manifest.ts";
import { callService } from "./service-call.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Where a distributed Map gets its items from, evaluated. */
interface Source {
  readonly visit: Visit<MapState>;
  readonly resource: string;
  readonly parameters: JsonObject;
  readonly config: JsonObject;
}

type Items = Evaluated<readonly JsonValue[]>;

/** Reads the items of a distributed Map (ItemReader): objects of a bucket, or the contents of one or of many. */
export function* readItems(visit: Visit<MapState>, reader: ResourceCall, input: JsonValue): Step<Items> {
  const flow = dataFlow(visit.state.queryLanguage);
  const config = reader.config ? yield* awaited(flow.evaluate(visit, reader.config, { input }, "ItemReader/ReaderConfig")) : evaluated({});
  if (!config.ok) return config;
  const most = maxItems(objectOr(config.value), reader.config);
  if (!most.ok) return most;
  const parameters = reader.arguments
    ? yield* awaited(flow.evaluate(visit, reader.arguments, { input }, `ItemReader/${flow.argumentsField}`))
    : evaluated({});
  if (!parameters.ok) return parameters;
  const source: Source = {
    visit,
    resource: reader.resource?.value ?? "",
    parameters: objectOr(parameters.value),
    config: objectOr(config.value),
  };
  const items = yield* readFrom(source);
  return items.ok && most.value > 0 ? evaluated(items.value.slice(0, most.value)) : items;
}

function* readFrom(source: Source): Step<Items> {
  const { visit, resource, parameters, config } = source;
  const answer = yield* callService(visit, "item-reader", resource, parameters);
  if (answer.type === "failed") return readerFailure(answer.cause ?? answer.error ?? "The item reader failed.");
  const bucket = textOf(parameters, "Bucket");
  if (integrationOf(resource).action === "listObjectsV2") {
    const objects = listedIn(answer.output);
    if (member(config, "Transformation") !== "LOAD_AND_FLATTEN") return evaluated(objects);
    const places = objects.map((object) => ({ bucket, key: isObject(object) ? textOf(object, "Key") : "" }));
    return yield* readAll(source, places, (text) => itemsIn(text, config));
  }
  const text = bodyOf(answer.output);
  if (member(config, "ManifestType") === "ATHENA_DATA") {
    const files = athenaFiles(text);
    return files.ok ? yield* readAll(source, files.value, (file) => itemsIn(file, config)) : files;
  }
  if (member(config, "InputType") !== "MANIFEST" && member(config, "ManifestType") !== "S3_INVENTORY") return itemsIn(text, config);
  const inventory = readInventory(text, bucket);
  if (!inventory.ok) return inventory;
  return yield* readAll(source, inventory.value.files, (file) => inventoryRows(file, inventory.value.columns));
}

/** The items of several objects, one after the other. */
function* readAll({ visit, resource }: Source, places: readonly ObjectPlace[], read: (text: string) => Items): Step<Items> {
  const getObject = resource.replace(/:listObjectsV2$/, ":getObject");
  const items: JsonValue[] = [];
  for (const { bucket, key } of places) {
    const answer = yield* callService(visit, "item-reader", getObject, { Bucket: bucket, Key: key });
    if (answer.type === "failed") return readerFailure(answer.cause ?? answer.error ?? "The item reader failed.");
    const found = read(bodyOf(answer.output));
    if (!found.ok) return found;
    items.push(...found.value);
  }
  return evaluated(items);
}

function listedIn(output: JsonValue): readonly JsonValue[] {
  const contents = isObject(output) ? member(output, "Contents") : undefined;
  return isArray(contents) ? contents : [];
}

/** The contents of an object; a mock may give them parsed. */
function bodyOf(output: JsonValue): string {
  const body = isObject(output) ? member(output, "Body") : undefined;
  return typeof body === "string" ? body : JSON.stringify(body ?? null);
}

/** MaxItems, 0 (the default) being no limit. Recorded on AWS: a path may lead to a number written as text. */
function maxItems(config: JsonObject, template: Template | undefined): Evaluated<number> {
  const value = member(config, "MaxItems") ?? 0;
  const limit = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof limit === "number" && Number.isInteger(limit))
    return limit < 0 ? readerFailure("field MaxItems must be positive") : evaluated(limit);
  const field = template?.type === "object" ? template.entries.find(({ key }) => key === "MaxItems")?.value : undefined;
  const shown = JSON.stringify(value);
  if (field?.type === "path") {
    return runtimeFailure(`The MaxItemsPath field refers to value ${shown} which is not a valid integer: ${field.path.text}`);
  }
  return queryFailure(`The MaxItems field must be a number but was: ${shown}`, "ItemReader/ReaderConfig/MaxItems");
}

function objectOr(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

function textOf(object: JsonObject, name: string): string {
  const value = member(object, name);
  return typeof value === "string" ? value : "";
}
