import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { csvItems } from "./csv-items.ts";
import { linesOf, readerFailure } from "./item-formats.ts";

/** An object in a bucket. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** An S3 inventory: the CSV files that hold its rows, and the names of their columns. */
export interface Inventory {
  readonly files: readonly ObjectPlace[];
  readonly columns: readonly string[];
}

/**
 * Reads the manifest of an S3 inventory (`InputType: MANIFEST`); its files lie in the bucket of the manifest where it names none.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export function readInventory(text: string, bucket: string): Evaluated<Inventory> {
  const manifest = parsed(text);
  const files = isObject(manifest) ? member(manifest, "files") : undefined;
  const schema = isObject(manifest) ? member(manifest, "fileSchema") : undefined;
  if (!isObject(manifest) || !isArray(files) || typeof schema !== "string")
    return readerFailure("The manifest is not that of an S3 inventory.");
  const format = member(manifest, "fileFormat") ?? "CSV";
  if (format !== "CSV") return readerFailure(`The files of the inventory are ${JSON.stringify(format)}; only CSV can be read.`);
  const destination = member(manifest, "destinationBucket");
  const home = typeof destination === "string" ? destination.replace(/^arn:[^:]*:s3:::/, "") : bucket;
  const keys = files.map((file) => (isObject(file) ? member(file, "key") : undefined)).filter((key) => typeof key === "string");
  return evaluated({ files: keys.map((key) => ({ bucket: home, key })), columns: schema.split(",").map((column) => column.trim()) });
}

/** The rows of one file of an inventory. */
export function inventoryRows(text: string, columns: readonly string[]): Evaluated<readonly JsonValue[]> {
  const config: JsonObject = { CSVHeaderLocation: "GIVEN", CSVHeaders: columns };
  try {
    return csvItems(text, config, readerFailure);
  } catch (error) {
    return readerFailure(`A file of the inventory cannot be read: ${(error as Error).message}`);
  }
}

/** The objects that the manifest of an Athena query lists (`ManifestType: ATHENA_DATA`), one `s3://` address a line. */
export function athenaFiles(text: string): Evaluated<readonly ObjectPlace[]> {
  const places: ObjectPlace[] = [];
  for (const line of linesOf(text)) {
    const [, bucket, key] = /^"?s3:\/\/([^/]+)\/(.+?)"?\s*$/.exec(line) ?? [];
    if (bucket === undefined || key === undefined) return readerFailure(`The manifest lists "${line}", which is not an address in S3.`);
    places.push({ bucket, key });
  }
  return evaluated(places);
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
