import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommand } from "../test-io.ts";
import type { ChaosProxy } from "./chaos-proxy.ts";
import { startChaosProxy } from "./chaos-proxy.ts";
import { orderInput } from "./order-input.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let local: SpawnedLocal;
beforeAll(async () => {
  local = await spawnLocal("--time", "virtual");
});
afterAll(() => local.stop());

const seeds = (process.env["CHAOS_SEEDS"] ?? "1,2").split(",").map((seed) => ({ seed: Number(seed) }));

test.each(seeds)(
  "with seed $seed a run with faults has the right verdict, or stops its copy and says which task was lost",
  { timeout: 120_000 },
  async ({ seed }) => {
    const proxy: ChaosProxy = await startChaosProxy(local.endpoint, seed, 0.3);
    try {
      const flags = ["--fail-at", "ReserveInventory@after", "--fail-at", "ProcessRefund#1", "--input", orderInput(), "--format", "json"];
      const { exitCode, stdout, stderr } = await runCommand(["run", "order.asl.json", ...flags, "--endpoint-url", proxy.endpoint]);
      expect(proxy.troubled()).toBeGreaterThan(0);
      if (exitCode === 0) expect(JSON.parse(stdout)).toMatchObject({ status: "FAILED", verdict: { outcome: "compensated" } });
      else
        expect({ exitCode, stderr }).toEqual({
          exitCode: 3,
          stderr: expect.stringMatching(/attempt \d of "\w+"[^]*The copy was stopped/) as unknown,
        });
      // What could not be deleted through the proxy is said, and cleaned up without it.
      expect(await runCommand(["cleanup", "--endpoint-url", local.endpoint])).toMatchObject({ exitCode: 0 });
      expect(await local.resources()).toEqual([]);
    } finally {
      await proxy.close();
    }
  },
);
