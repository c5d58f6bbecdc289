import { chmodSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
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

describe("writing", () => {
  test.skipIf(process.platform === "win32")("leaves links and permissions as they are, and nothing beside them", () => {
    const script = join(folder, "scripts/order.json");
    diskFiles.write(script, "{}");
    chmodSync(script, 0o750);
    symlinkSync(script, join(folder, "link.json"));
    diskFiles.write(join(folder, "link.json"), '{"order_id":"o-1"}');
    expect({
      text: readFileSync(script, "utf8"),
      mode: (statSync(script).mode & 0o777).toString(8),
      isLink: lstatSync(join(folder, "link.json")).isSymbolicLink(),
      beside: readdirSync(join(folder, "scripts")),
    }).toEqual({ text: '{"order_id":"o-1"}', mode: "750", isLink: true, beside: ["order.json"] });
  });

  test("says why something cannot be written", () => {
    expect(() => diskFiles.write(folder, "{}")).toThrow(
      expect.objectContaining({ message: "It cannot be written: it is a folder", location: { file: folder } }),
    );
    expect(() => diskFiles.write(join(folder, "order.json/page.html"), "{}")).toThrow(
      expect.objectContaining({ message: "It cannot be written: a file is in its way" }),
    );
  });
});
