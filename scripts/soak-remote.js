// Runs with faults and histories over connections that go wrong, and kills at many moments:
// node scripts/soak-remote.js [seeds] [kills]
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const [seeds = 30, kills = 60] = process.argv.slice(2).map(Number);
const root = join(import.meta.dirname, "..");
const suites = ["run-remote-chaos", "run-remote-ends", "history-remote"].map((name) => `test/commands/${name}.test.ts`);
const env = {
  ...process.env,
  CHAOS_SEEDS: Array.from({ length: seeds }, (_, index) => index + 1).join(","),
  KILLS: String(kills),
  KILL_SEED: String(Date.now() % 1000),
};
const { status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...suites], {
  cwd: root,
  env,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
