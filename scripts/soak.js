// Loads and troubles the program for long. All soaks, one of them, or one with figures of its own:
// npm run soak [-- local [executions] [rounds] | remote [seeds] [kills] | test [steps]]
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const SOAKS = { local: "soak-local.js", remote: "soak-remote.js", test: "soak-test.js" };
const [name, ...figures] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(SOAKS, name)) {
  console.error(`${name} is no soak: name ${Object.keys(SOAKS).join(", ")}, or none for all.`);
  process.exit(2);
}
for (const soak of name === undefined ? Object.keys(SOAKS) : [name]) {
  console.log(`${soak}:`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, SOAKS[soak]), ...figures], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
