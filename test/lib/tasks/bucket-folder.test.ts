import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import { bucketFolder } from "../../../src/lib/tasks/bucket-folder.ts";

let project: string;
let folder: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "bucket-"));
  folder = join(project, "orders");
});
afterEach(() => rmSync(project, { recursive: true }));

test("each file below the folder is an object, listed in the order of its key's UTF-8", () => {
  const bucket = bucketFolder(folder);
  for (const key of ["b.json", "a/2.json", "a.json", "Ａ.json", "𐀀.json"]) bucket.write(key, Buffer.from(key));
  utimesSync(join(folder, "a.json"), 1000, 1000);
  expect(bucket.list("").map(({ key }) => key)).toEqual(["a.json", "a/2.json", "b.json", "Ａ.json", "𐀀.json"]);
  expect(bucket.list("a")).toEqual([
    { key: "a.json", size: 6, modifiedAt: 1_000_000 },
    { key: "a/2.json", size: 8, modifiedAt: expect.any(Number) },
  ]);
});

test("a folder that is not there is an empty bucket until something is written", () => {
  const bucket = bucketFolder(folder);
  expect(bucket.list("")).toEqual([]);
  expect(bucket.read("a.json")).toBeUndefined();
  bucket.write("2026/01/a.json", Buffer.from("[]"));
  expect(readFileSync(join(folder, "2026/01/a.json"), "utf8")).toBe("[]");
  expect(bucket.read("2026/01/a.json")?.content.toString()).toBe("[]");
});

test("a folder inside the bucket is no object", () => {
  mkdirSync(join(folder, "2026"), { recursive: true });
  const bucket = bucketFolder(folder);
  expect(bucket.read("2026")).toBeUndefined();
  bucket.delete("2026");
  expect(existsSync(join(folder, "2026"))).toBe(true);
});

test("what is deleted is gone; deleting it again does nothing", () => {
  const bucket = bucketFolder(folder);
  bucket.write("a.json", Buffer.from("[]"));
  bucket.delete("a.json");
  bucket.delete("a.json");
  expect(bucket.list("")).toEqual([]);
});

describe("a key that leads out of the folder is refused", () => {
  beforeEach(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(project, "secret.txt"), "secret");
    symlinkSync(project, join(folder, "up"));
    symlinkSync(join(project, "secret.txt"), join(folder, "link.txt"));
  });

  test.each(["../secret.txt", "a/../../secret.txt", "/etc/passwd", "up/secret.txt", "up/new.txt", "link.txt", "", "."])("%j", (key) => {
    const bucket = bucketFolder(folder);
    const refusal = new UserError(
      `The key "${key}" leads out of the folder ${folder} that stands for its bucket`,
      "Keys name files below that folder.",
    );
    expect(() => bucket.read(key)).toThrow(refusal);
    expect(() => bucket.write(key, Buffer.from("mine"))).toThrow(refusal);
    expect(() => bucket.delete(key)).toThrow(refusal);
    expect(existsSync(join(project, "new.txt"))).toBe(false);
  });

  test("symbolic links are not listed", () => {
    expect(bucketFolder(folder).list("")).toEqual([]);
  });
});

test("what cannot be written is a UserError", () => {
  const bucket = bucketFolder(folder);
  bucket.write("a", Buffer.from(""));
  expect(() => bucket.write("a/b", Buffer.from(""))).toThrow(UserError);
});
