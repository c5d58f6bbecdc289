import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFiles } from "../src/lib/runs/disk-files.ts";
import { lintFiles } from "../src/lib/runs/lint/lint-files.ts";

const folder = process.env["SAGA_NONSAGA"] ?? "";
if (folder === "") process.stderr.write("Ordinary machines are not linted: SAGA_NONSAGA names no folder.\n");

/** The beginnings of the names of files that AWS would refuse: this one has its QueryLanguage among the states. */
const REFUSED = ["128-shared-fallback"];

describe.skipIf(folder === "")("state machines that are no sagas", async () => {
  const { files } = folder === "" ? { files: [] } : await lintFiles(diskFiles, folder, { paths: [folder] });

  test("are read, a hundred files and more", () => {
    expect(files.length).toBeGreaterThanOrEqual(100);
    expect(files.filter(({ machines }) => machines.length === 0).map(({ file }) => file)).toEqual([]);
  });

  test("are not taken for sagas, and nothing is said of their effects", () => {
    const machines = files.flatMap((file) => file.machines);
    expect(machines.filter(({ saga }) => saga).map(({ machine }) => machine)).toEqual([]);
    const rules = machines.flatMap(({ findings }) => findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule));
    expect(rules.filter((rule) => !rule.startsWith("asl/"))).toEqual([]);
  });

  test("have errors where AWS would refuse them, and nowhere else", () => {
    const refused = files.filter(({ findings, machines }) =>
      [...findings, ...machines.flatMap((machine) => machine.findings)].some(({ severity }) => severity === "error"),
    );
    const isKnown = (file: string): string => REFUSED.find((name) => basename(file).startsWith(name)) ?? file;
    expect(refused.map(({ file }) => isKnown(file))).toEqual(REFUSED);
  });
});
