import { expect, test } from "vitest";
import { writeFiles } from "../../src/commands/write-files.ts";
import { UserError } from "../../src/lib/base/user-error.ts";
import { memoryFiles } from "../memory-files.ts";

test("a file that cannot be written keeps no other from being written", () => {
  const files = memoryFiles();
  const write = (path: string, text: string): void => {
    if (path.endsWith(".html")) throw new UserError("It cannot be written: permission denied", undefined, { file: path });
    files.write(path, text);
  };
  const reports = ["run.html", "run.json"].map((file) => ({ file, text: "{}" }));
  expect(() => writeFiles(reports, { cwd: "/shop", files: { ...files, write } })).toThrow("It cannot be written: permission denied");
  expect(files.read("/shop/run.json")).toBe("{}");
});
