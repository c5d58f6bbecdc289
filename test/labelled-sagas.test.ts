import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { ROOT } from "./test-io.ts";

const sagas = process.env["SAGA_SAGAS"] ?? "";
if (sagas === "") process.stderr.write("Labelled sagas are not scored: SAGA_SAGAS names no folder.\n");

/** A line of the score: `pairs   69   69   69   1.000   1.000`. */
const LINE = /^(all|forward|compensations|notifications|pairs) +(\d+) +\d+ +\d+ +([\d.]+) +([\d.]+)$/gm;

describe.skipIf(sagas === "")("sagas labelled by hand", async () => {
  const { stdout } = sagas === "" ? { stdout: "" } : await promisify(execFile)(process.execPath, [join(ROOT, "scripts/score-sagas.js")]);
  const lines = [...stdout.matchAll(LINE)].map(([, what, wanted, recall, precision]) => ({
    what,
    wanted: Number(wanted),
    recall: Number(recall),
    precision: Number(precision),
  }));

  test("are scored in five ways", () => {
    expect(lines.map(({ what, wanted }) => [what, wanted > 0])).toEqual([
      ["all", true],
      ["forward", true],
      ["compensations", true],
      ["notifications", true],
      ["pairs", true],
    ]);
  });

  test.each(lines)("$what: recall $recall and precision $precision are 0.95 or more", ({ recall, precision }) => {
    expect(Math.min(recall, precision)).toBeGreaterThanOrEqual(0.95);
  });
});
