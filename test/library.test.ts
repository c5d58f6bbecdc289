import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { ROOT } from "./test-io.ts";

/** The library as it is shipped, not as it is written. */
const built = (await import(pathToFileURL(join(ROOT, "dist/lib/index.js")).href)) as typeof import("../src/index.ts");

const TERRAFORM = `resource "aws_sfn_state_machine" "payment" {
  name       = "payment"
  definition = jsonencode({
    StartAt = "Charge"
    States  = { Charge = { Type = "Task", Resource = "arn:aws:lambda:us-east-1:123456789012:function:charge", Next = "Ship" } }
  })
}
`;

describe("dist/lib", () => {
  test("runs the cases of a matrix in threads of its own", async () => {
    const request = {
      targets: ["fixtures/good-order-saga"],
      scenarios: false,
      matrix: true,
      late: false,
      depth: 1 as const,
      only: "ReserveInventory",
    };
    const how = { bail: false, strict: false, strictTasks: false, seed: 1, timelines: false };
    const ports = { files: built.diskFiles, cwd: ROOT, env: {}, onLog: () => undefined };
    const inThreads = await built.runSuite({ ...request, ...how, jobs: 2 }, ports);
    expect(inThreads.cases.length).toBeGreaterThan(10);
    expect(inThreads.cases).toEqual((await built.runSuite({ ...request, ...how, jobs: 1 }, ports)).cases);
  });

  test("finds what reads Terraform", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-library-"));
    try {
      writeFileSync(join(folder, "payment.tf"), TERRAFORM);
      const { files } = await built.lintFiles(built.diskFiles, folder, { paths: ["payment.tf"] });
      const rules = files.flatMap(({ machines }) => machines.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
      expect(rules).toEqual(["asl/unknown-target"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
