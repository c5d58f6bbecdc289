import { createHash } from "node:crypto";
import { crc32, gunzipSync } from "node:zlib";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import type { BucketFolder, BucketObject } from "./bucket-folder.ts";
import { bucketFolder } from "./bucket-folder.ts";
import { listObjects } from "./list-objects.ts";
import { taskUuid } from "./task-id.ts";

/** Folders (absolute) that stand for S3 buckets, by bucket name. */
export type Buckets = Readonly<Record<string, string>>;

/** What the tool does of S3. */
const ACTIONS = new Set(["getObject", "putObject", "deleteObject", "listObjectsV2"]);

/** Whether a task reads or writes a bucket: `aws-sdk:s3:getObject` and its like, an ItemReader, a ResultWriter. */
export function isBucketTask({ integration: { service, action } }: TaskRequest): boolean {
  return (service === "s3" || service === "aws-sdk:s3") && ACTIONS.has(action);
}

/** The line of saga.config.yaml that a bucket task lacks. */
export function bucketHint(request: TaskRequest): string {
  return `Say which folder stands for the bucket, in saga.config.yaml: buckets: { ${JSON.stringify(bucketName(request))}: ./path }.`;
}

/**
 * Performs a task on the folder of its bucket, with the results and error names of AWS. Without such a folder a Task is left to others
 * (undefined); an ItemReader or ResultWriter is a UserError, because nothing could be made up for what is in the bucket.
 */
export function performOnBucket(request: TaskRequest, buckets: Buckets): TaskOutcome | undefined {
  const name = bucketName(request);
  const folder = Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  if (folder !== undefined) return perform(request, bucketFolder(folder));
  if (request.purpose === "task") return undefined;
  const does = request.purpose === "item-reader" ? "reads its items from" : "writes its results to";
  throw new UserError(`State "${request.state}" ${does} the bucket "${name}", which no folder stands for`, bucketHint(request));
}

function perform(request: TaskRequest, bucket: BucketFolder): TaskOutcome {
  const parameters = parametersOf(request);
  const key = text(parameters, "Key");
  switch (request.integration.action) {
    case "getObject":
      return getObject(request, bucket, key);
    case "putObject":
      return { type: "succeeded", output: putObject(bucket, key, member(parameters, "Body") ?? "") };
    case "deleteObject":
      bucket.delete(key);
      return { type: "succeeded", output: {} };
    default:
      return { type: "succeeded", output: listed(request, bucket) };
  }
}

/** The contents as text; for an item reader unpacked where they are packed by gzip, as Step Functions does. */
function getObject(request: TaskRequest, bucket: BucketFolder, key: string): TaskOutcome {
  const found = bucket.read(key);
  if (found === undefined) return noSuchKey(request);
  const { object, content } = found;
  const isPacked = request.purpose === "item-reader" && content[0] === 0x1f && content[1] === 0x8b;
  const output: JsonObject = {
    AcceptRanges: "bytes",
    Body: (isPacked ? gunzipSync(content) : content).toString("utf8"),
    ContentLength: object.size,
    ContentType: "binary/octet-stream",
    ETag: etag(content),
    LastModified: instant(object),
    Metadata: {},
    ServerSideEncryption: "AES256",
  };
  return { type: "succeeded", output };
}

/** As recorded on AWS: text is stored as it is, every other value as JSON. */
function putObject(bucket: BucketFolder, key: string, body: JsonValue): JsonObject {
  const content = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  bucket.write(key, content);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  return {
    ChecksumCRC32: checksum.toString("base64"),
    ChecksumType: "FULL_OBJECT",
    ETag: etag(content),
    ServerSideEncryption: "AES256",
  };
}

/** An item reader sees all objects under names of its own (`Etag`, seconds), a Task one page of them. */
function listed(request: TaskRequest, bucket: BucketFolder): JsonValue {
  const parameters = parametersOf(request);
  const contentOf = ({ key }: BucketObject): Buffer => bucket.read(key)?.content ?? Buffer.alloc(0);
  if (request.purpose === "task") {
    return listObjects(bucket.list(text(parameters, "Prefix")), parameters, (object) => ({
      ETag: etag(contentOf(object)),
      Key: object.key,
      LastModified: instant(object),
      Size: object.size,
      StorageClass: "STANDARD",
    }));
  }
  const objects = bucket.list(text(parameters, "Prefix")).map((object) => ({
    Etag: etag(contentOf(object)),
    Key: object.key,
    LastModified: Math.floor(object.modifiedAt / 1000),
    Size: object.size,
    StorageClass: "STANDARD",
  }));
  return { Contents: objects };
}

function noSuchKey(request: TaskRequest): TaskOutcome {
  const ids = `Request ID: ${taskUuid(request, "request")}, Extended Request ID: ${taskUuid(request, "extended request")}`;
  const cause = `The specified key does not exist. (Service: S3, Status Code: 404, ${ids})`;
  return { type: "failed", error: "S3.NoSuchKeyException", cause };
}

function etag(content: Uint8Array): string {
  return `"${createHash("md5").update(content).digest("hex")}"`;
}

function instant({ modifiedAt }: BucketObject): string {
  return `${new Date(modifiedAt).toISOString().slice(0, 19)}Z`;
}

function bucketName(request: TaskRequest): string {
  return text(parametersOf(request), "Bucket");
}

function parametersOf({ parameters }: TaskRequest): JsonObject {
  return isObject(parameters) ? parameters : {};
}

function text(parameters: JsonObject, name: string): string {
  const value = member(parameters, name);
  return typeof value === "string" ? value : "";
}
