import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-disk-files-"));
  writeFileSync(join(folder, "order.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("reading", () => {
  test("gives the text of a file, and nothing where there is none", () => {
    const read = (name: string): string | undefined => diskFiles.read(join(folder, name));
    expect(["order.json", "payment.json", "order.json/payment.json"].map(read)).toEqual(["{}", undefined, undefined]);
  });

  test("says why something that is there cannot be read", () => {
    expect(() => diskFiles.read(folder)).toThrow(
      expect.objectContaining({ message: "It cannot be read: it is a folder", location: { file: folder } }),
    );
  });
});
