import { expect, test } from "vitest";
import { whyRefused } from "../../../src/lib/base/why-refused.ts";

test.each([
  { code: "EISDIR", want: "it is a folder" },
  { code: "ENOTDIR", want: "a file is in its way" },
  { code: "EACCES", want: "permission denied" },
  { code: "EROFS", want: "the file system is read-only" },
  { code: "EDQUOT", want: "the disk is full" },
  { code: "EADDRINUSE", want: "the port is taken" },
  { code: "EIO", want: "EIO: i/o error, write" },
])("$code is said as: $want", ({ code, want }) => {
  expect(whyRefused(Object.assign(new Error(`${code}: i/o error, write`), { code }))).toBe(want);
});

test("what is no error of the operating system keeps its own words", () => {
  expect(whyRefused("the cable is out")).toBe("the cable is out");
});
