import type { JsonObject } from "../base/json.ts";
import { member } from "../base/json.ts";
import type { BucketObject } from "./bucket-folder.ts";
import { compareKeys } from "./bucket-folder.ts";

/** What one page holds: an object, or what the keys share up to a delimiter. */
type Entry =
  | { readonly type: "object"; readonly name: string; readonly object: BucketObject }
  | { readonly type: "prefix"; readonly name: string };

const LARGEST_PAGE = 1000;

/**
 * The page of ListObjectsV2 that the parameters ask for, out of all objects with their Prefix.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(
  objects: readonly BucketObject[],
  parameters: JsonObject,
  describe: (object: BucketObject) => JsonObject,
): JsonObject {
  const token = text(parameters, "ContinuationToken");
  const after = token === undefined ? text(parameters, "StartAfter") : Buffer.from(token, "base64url").toString("utf8");
  const size = pageSize(parameters);
  const entries = entriesOf(objects, text(parameters, "Prefix") ?? "", text(parameters, "Delimiter"));
  const left = after === undefined ? entries : entries.filter(({ name }) => compareKeys(name, after) > 0);
  const page = left.slice(0, size);
  const last = left.length > page.length ? page.at(-1) : undefined;
  const prefixes = page.flatMap((entry) => (entry.type === "prefix" ? [{ Prefix: entry.name }] : []));
  return {
    ...(prefixes.length > 0 ? { CommonPrefixes: prefixes } : {}),
    Contents: page.flatMap((entry) => (entry.type === "object" ? [describe(entry.object)] : [])),
    IsTruncated: last !== undefined,
    KeyCount: page.length,
    MaxKeys: size,
    Name: text(parameters, "Bucket") ?? "",
    ...(last === undefined ? {} : { NextContinuationToken: Buffer.from(last.name).toString("base64url") }),
    Prefix: text(parameters, "Prefix") ?? "",
  };
}

/** The objects in their order, those that share a name up to the delimiter as one. */
function entriesOf(objects: readonly BucketObject[], prefix: string, delimiter: string | undefined): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    const end = delimiter === undefined || delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? object.key : object.key.slice(0, end + (delimiter?.length ?? 0));
    if (!entries.has(name)) entries.set(name, end === -1 ? { type: "object", name, object } : { type: "prefix", name });
  }
  return [...entries.values()];
}

function pageSize(parameters: JsonObject): number {
  const asked = member(parameters, "MaxKeys");
  return typeof asked === "number" ? Math.min(asked, LARGEST_PAGE) : LARGEST_PAGE;
}

function text(parameters: JsonObject, name: string): string | undefined {
  const value = member(parameters, name);
  return typeof value === "string" ? value : undefined;
}
