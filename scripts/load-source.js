// Loads modules of src for scripts that measure them: bundled aside, because Node itself need not read TypeScript.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
/** Files that the program looks for beside itself. */
const wasm = ["web-tree-sitter/web-tree-sitter.wasm", "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"];

/** The modules at these paths of the project, under the names given. */
export async function loadSource(modules) {
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "source-"));
  // Modules that are loaded only when they are needed are looked for until the end.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const build = await rolldown({ cwd: root, input: modules, platform: "node", external: /^[^./]/, onLog: () => undefined });
  await build.write({ dir: folder, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" });
  await build.close();
  mkdirSync(join(folder, "wasm"));
  const { resolve } = createRequire(import.meta.url);
  for (const file of wasm) copyFileSync(resolve(file), join(folder, "wasm", basename(file)));
  const loaded = Object.keys(modules).map(async (name) => [name, await import(pathToFileURL(join(folder, `${name}.mjs`)).href)]);
  return Object.fromEntries(await Promise.all(loaded));
}
