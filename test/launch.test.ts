import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { ORDER_SAGA, ROOT } from "./test-io.ts";

const run = promisify(execFile);
let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "saga-cli-launch-"));
});
afterEach(() => rmSync(cache, { recursive: true }));

/** A saga-cli of its own, which keeps compiled code in this test's folder. */
async function sagaCli(argv: readonly string[], env: Record<string, string> = {}): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [join(ROOT, "bin/saga-cli.js"), ...argv], {
    cwd: ORDER_SAGA,
    env: { PATH: process.env["PATH"], XDG_CACHE_HOME: cache, ...env },
  });
}

/** The files of compiled code, and when each was written. */
function kept(): ReadonlyMap<string, number> {
  const [build = "", ...others] = readdirSync(join(cache, "saga-cli"));
  expect(others).toEqual([]);
  const folder = join(cache, "saga-cli", build);
  return new Map(readdirSync(folder).map((name) => [join(folder, name), statSync(join(folder, name)).mtimeMs]));
}

function keptMain(): string {
  return [...kept().keys()].find((file) => file.endsWith("main.js")) ?? "";
}

const VERSION = { stdout: `${packageJson.version}\n`, stderr: "" };

describe("the compiled code of the program", () => {
  test("is kept by the first start, and left alone by the next of the same command", async () => {
    expect(await sagaCli(["--version"])).toEqual(VERSION);
    const first = kept();
    expect(first.size).toBeGreaterThan(0);
    expect(await sagaCli(["--version"])).toEqual(VERSION);
    expect(kept()).toEqual(first);
  });

  test("grows with the commands that are used, and each prints what it printed without", async () => {
    const argv = ["run", "order.asl.json", "--fail-at", "ReserveInventory"];
    const without = await sagaCli(argv, { NODE_DISABLE_COMPILE_CACHE: "1" });
    await sagaCli(["--version"]);
    const small = kept();
    expect(await sagaCli(argv)).toEqual(without);
    const large = kept();
    expect(large.size).toBeGreaterThan(small.size);
    expect([...large]).toEqual(expect.arrayContaining([...small]));
    expect(await sagaCli(argv)).toEqual(without);
    expect(kept()).toEqual(large);
  });

  test("is one command's own, for they run different functions of the same files", async () => {
    await sagaCli(["run", "order.asl.json"]);
    await sagaCli(["graph", "order.asl.json"]);
    const shared = [...kept().keys()].map((file) => basename(file)).filter((name) => name.includes("main-definitions"));
    expect(new Set(shared.map((name) => name.split("-")[0]))).toEqual(new Set(["graph", "run"]));
  });

  test("serves large and small starts alike, though in large ones V8 optimises later", async () => {
    const order = readFileSync(join(ORDER_SAGA, "order.asl.json"), "utf8");
    const folder = join(cache, "orders");
    mkdirSync(folder);
    for (let index = 0; index < 20; index += 1) writeFileSync(join(folder, `order-${index}.asl.json`), order);
    const template = { Resources: { Order: { Type: "AWS::StepFunctions::StateMachine", Properties: { DefinitionString: order } } } };
    writeFileSync(join(folder, "template.yaml"), `# The last file, and the only one in YAML.\n${JSON.stringify(template)}`);
    const large = ["lint", folder];
    const small = ["lint", join(folder, "template.yaml")];
    await sagaCli(large);
    await sagaCli(large);
    await sagaCli(small);
    const all = kept();
    expect([...all.keys()].filter((file) => basename(file).startsWith("lint-later-")).length).toBeGreaterThan(0);
    for (const argv of [large, small, large]) await sagaCli(argv);
    expect(kept()).toEqual(all);
  });

  test("is not kept of a command that there is not", async () => {
    await expect(sagaCli(["lnit"])).rejects.toMatchObject({ code: 2 });
    expect(existsSync(join(cache, "saga-cli"))).toBe(false);
  });

  test("is made again where a file is damaged", async () => {
    await sagaCli(["--version"]);
    const damage = Buffer.alloc(1000, 0x55);
    writeFileSync(keptMain(), readFileSync(keptMain()).fill(damage, 2000, 3000));
    expect(await sagaCli(["--version"])).toEqual(VERSION);
    expect(readFileSync(keptMain()).includes(damage)).toBe(false);
  });

  test("is made again where a V8 with other flags made it", async () => {
    await sagaCli(["--version"], { NODE_OPTIONS: "--jitless" });
    const others = readFileSync(keptMain());
    expect(await sagaCli(["--version"])).toEqual(VERSION);
    expect(readFileSync(keptMain()).equals(others)).toBe(false);
  });

  test("is kept whole by starts at the same time", async () => {
    expect(await Promise.all([1, 2, 3].map(() => sagaCli(["--version"])))).toEqual([VERSION, VERSION, VERSION]);
    const first = kept();
    expect(await sagaCli(["--version"])).toEqual(VERSION);
    expect(kept()).toEqual(first);
  });

  test("is not kept where that is not wanted, or where it cannot be written", async () => {
    expect(await sagaCli(["--version"], { NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(VERSION);
    expect(existsSync(join(cache, "saga-cli"))).toBe(false);
    writeFileSync(join(cache, "saga-cli"), "a file");
    expect(await sagaCli(["--version"])).toEqual(VERSION);
  });
});
