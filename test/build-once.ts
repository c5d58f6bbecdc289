import { execFileSync } from "node:child_process";

/** Tests of the shipped program and of handlers in workers need the bundle of the sources under test. */
export function setup(): void {
  execFileSync(process.execPath, ["scripts/build.js", "--bundle-only"], { stdio: "inherit" });
}
