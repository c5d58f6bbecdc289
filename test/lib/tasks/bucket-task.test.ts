import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { UserError } from "../../../src/lib/base/user-error.ts";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";
import { isBucketTask, performOnBucket } from "../../../src/lib/tasks/bucket-task.ts";
import { taskUuid } from "../../../src/lib/tasks/task-id.ts";
import { taskRequest } from "./task-request.ts";

const ITEMS = '["o-1","o-2"]';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bucket-"));
  writeFileSync(join(folder, "items.json"), ITEMS);
  writeFileSync(join(folder, "items.json.gz"), gzipSync(ITEMS));
  for (const file of ["items.json", "items.json.gz"]) utimesSync(join(folder, file), 1_767_600_000.5, 1_767_600_000.5);
});
afterAll(() => rmSync(folder, { recursive: true }));

function call(action: string, parameters: JsonValue, purpose: TaskRequest["purpose"] = "task") {
  return performOnBucket(taskRequest(`arn:aws:states:::${action}`, { parameters, purpose }), { orders: folder });
}

const succeeded = (output: unknown): unknown => ({ type: "succeeded", output });
const ETAG = '"d967e96ed2957517eea15af8df0f323e"';

test.each([
  ["aws-sdk:s3:getObject", true],
  ["aws-sdk:s3:putObject", true],
  ["aws-sdk:s3:deleteObject", true],
  ["aws-sdk:s3:listObjectsV2", true],
  ["s3:getObject", true],
  ["aws-sdk:s3:listBuckets", false],
  ["aws-sdk:dynamodb:putItem", false],
])("%s is a bucket task: %s", (action, want) => {
  expect(isBucketTask(taskRequest(`arn:aws:states:::${action}`))).toBe(want);
});

describe("a Task", () => {
  test("getObject answers as AWS does", () => {
    expect(call("aws-sdk:s3:getObject", { Bucket: "orders", Key: "items.json" })).toEqual(
      succeeded({
        AcceptRanges: "bytes",
        Body: ITEMS,
        ContentLength: 13,
        ContentType: "binary/octet-stream",
        ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
        LastModified: "2026-01-05T08:00:00Z",
        Metadata: {},
        ServerSideEncryption: "AES256",
      }),
    );
  });

  test("getObject of a key that is not there fails under AWS's name", () => {
    const request = taskRequest("");
    expect(call("aws-sdk:s3:getObject", { Bucket: "orders", Key: "none.json" })).toEqual({
      type: "failed",
      error: "S3.NoSuchKeyException",
      cause:
        "The specified key does not exist. (Service: S3, Status Code: 404, " +
        `Request ID: ${taskUuid(request, "request")}, Extended Request ID: ${taskUuid(request, "extended request")})`,
    });
  });

  // Checksums and ETags as recorded on AWS.
  test.each([
    { body: false, stored: "false", checksum: "K81oMA==", etag: '"68934a3e9455fa72420237eb05902327"' },
    { body: ["List", "Data"], stored: '["List","Data"]', checksum: "1F2MPA==", etag: '"6b23860357f6e63a0272b7f1143a663a"' },
    { body: "paid", stored: "paid", checksum: expect.any(String), etag: expect.any(String) },
    { body: "", stored: "", checksum: "AAAAAA==", etag: '"d41d8cd98f00b204e9800998ecf8427e"' },
  ])("putObject of $body stores $stored", ({ body, stored, checksum, etag }) => {
    expect(call("aws-sdk:s3:putObject", { Bucket: "orders", Key: "receipts/o-1", Body: body })).toEqual(
      succeeded({ ChecksumCRC32: checksum, ChecksumType: "FULL_OBJECT", ETag: etag, ServerSideEncryption: "AES256" }),
    );
    expect(readFileSync(join(folder, "receipts/o-1"), "utf8")).toBe(stored);
    expect(call("aws-sdk:s3:deleteObject", { Bucket: "orders", Key: "receipts/o-1" })).toEqual(succeeded({}));
  });

  test("listObjectsV2 answers a page", () => {
    expect(call("aws-sdk:s3:listObjectsV2", { Bucket: "orders", Prefix: "items", MaxKeys: 1 })).toEqual(
      succeeded({
        Contents: [
          { ETag: expect.any(String), Key: "items.json", LastModified: "2026-01-05T08:00:00Z", Size: 13, StorageClass: "STANDARD" },
        ],
        IsTruncated: true,
        KeyCount: 1,
        MaxKeys: 1,
        Name: "orders",
        NextContinuationToken: expect.any(String),
        Prefix: "items",
      }),
    );
  });

  test("on a bucket that no folder stands for is left to others", () => {
    expect(call("aws-sdk:s3:getObject", { Bucket: "invoices", Key: "items.json" })).toBeUndefined();
    expect(call("aws-sdk:s3:getObject", { Bucket: "constructor", Key: "items.json" })).toBeUndefined();
  });
});

describe("an item reader", () => {
  test("gets an object's text, unpacked", () => {
    for (const key of ["items.json", "items.json.gz"]) {
      expect(call("s3:getObject", { Bucket: "orders", Key: key }, "item-reader")).toMatchObject({ output: { Body: ITEMS } });
    }
  });

  test("gets all objects with the prefix, under the names that Step Functions gives them", () => {
    expect(call("s3:listObjectsV2", { Bucket: "orders", Prefix: "items.json" }, "item-reader")).toEqual(
      succeeded({
        Contents: [
          { Etag: ETAG, Key: "items.json", LastModified: 1_767_600_000, Size: 13, StorageClass: "STANDARD" },
          {
            Etag: expect.any(String),
            Key: "items.json.gz",
            LastModified: 1_767_600_000,
            Size: expect.any(Number),
            StorageClass: "STANDARD",
          },
        ],
      }),
    );
  });
});

describe("without a folder for the bucket", () => {
  test.each([
    { purpose: "item-reader" as const, action: "s3:getObject", does: "reads its items from" },
    { purpose: "result-writer" as const, action: "s3:putObject", does: "writes its results to" },
  ])("an $purpose is a UserError with the line to add", ({ purpose, action, does }) => {
    const error = thrown(() => call(action, { Bucket: "order-files", Key: "items.json" }, purpose));
    expect({ message: error.message, hint: error.hint }).toEqual({
      message: `State "ProcessOrder" ${does} the bucket "order-files", which no folder stands for`,
      hint: 'Say which folder stands for the bucket, in saga.config.yaml: buckets: { "order-files": ./path }.',
    });
  });
});

function thrown(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
