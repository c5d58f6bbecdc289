// Builds dist/: the program (dist/cli, CommonJS because it starts fastest) and the library (dist/lib, ESM) with
// its types (dist/types). Both are bundled, because a few files load several times faster than hundreds.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { rolldown } from "rolldown";
import { chunksOf } from "./chunks.js";
import { lazyBuiltins } from "./lazy-builtins.js";

const root = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const bundleOnly = process.argv.includes("--bundle-only");
/** Made aside and put in place when they are whole: a program that runs meanwhile still finds its files for all but a moment. */
const fresh = join(root, `dist-${process.pid}`);
process.on("exit", () => rmSync(fresh, { recursive: true, force: true }));
const program = join(fresh, "cli");
const library = join(fresh, "lib");

/** Text of one byte a character is read in a third of the time. */
const asciiOnly = {
  name: "ascii-only",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      file.code = file.code?.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }
  },
};

/** The function that Node makes of a CommonJS module when it loads one: written by the build, it need not be put together at every start. */
const asFunction = {
  name: "as-function",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      file.code &&= `(function (exports, require, module, __filename, __dirname) {${file.code}\n})`;
    }
  },
};

/** The program says itself whether there are colours: what chalk would find out when it loads costs two milliseconds. */
const noColourDetection = {
  name: "no-colour-detection",
  resolveId: (source) => (source === "#supports-color" ? "\0no-colour-detection" : undefined),
  load: (id) => (id === "\0no-colour-detection" ? "export default { stdout: false, stderr: false };" : undefined),
};

async function bundle(name, source, { define = {}, output = {}, plugins = [] } = {}) {
  const build = await rolldown({
    cwd: root,
    input: { [name]: source },
    platform: "node",
    // dynalite brings a native module; everything else is bundled.
    external: ["dynalite"],
    plugins: [lazyBuiltins(), noColourDetection, asciiOnly, ...plugins],
    transform: { define },
    // The CommonJS builds of some packages load files by computed names; their ES modules are whole.
    resolve: { mainFields: ["module", "main"] },
    // It does not say that it has none, and builds tables of white space for a formatter that nobody calls.
    treeshake: { moduleSideEffects: [{ test: /jsonc-parser/, sideEffects: false }] },
    preserveEntrySignatures: "allow-extension",
    onLog(level, log, report) {
      if (!["EVAL", "INEFFECTIVE_DYNAMIC_IMPORT"].includes(log.code)) report(level, log);
    },
  });
  await build.write({
    dir: program,
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: `${name}-[name]-[hash].js`,
    minify: true,
    ...output,
  });
  await build.close();
}

await bundle("main", "src/main.ts", {
  plugins: [asFunction],
  output: {
    codeSplitting: { groups: [{ name: chunksOf(root), debugName: "chunks" }], includeDependenciesRecursively: false },
    // Scripts that are loaded with kept code cannot import; nothing that they want needs it.
    dynamicImportInCjs: false,
  },
});
// Names of chunks are hashes of what is in them, and main.js names its chunks.
const buildId = createHash("sha256")
  .update(readFileSync(join(program, "main.js")))
  .digest("hex")
  .slice(0, 16);
await bundle("launch", "src/launch.ts", { define: { BUILD_ID: JSON.stringify(buildId) } });
// On their own: a chunk shared with the program would have every worker run the program again.
await bundle("handler-worker", "src/lib/tasks/handler-worker.ts");
await bundle("case-worker", "src/lib/suite/case-worker.ts");
writeFileSync(join(program, "package.json"), '{ "type": "commonjs" }\n');
// What reads Terraform; loaded from its file only when there is Terraform to read.
mkdirSync(join(program, "wasm"));
for (const wasm of [
  require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
  require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"),
])
  copyFileSync(wasm, join(program, "wasm", basename(wasm)));

// The packages that it needs are installed with it.
const build = await rolldown({
  cwd: root,
  input: {
    index: "src/index.ts",
    "handler-worker": "src/lib/tasks/handler-worker.ts",
    "case-worker": "src/lib/suite/case-worker.ts",
  },
  platform: "node",
  external: /^[^./\0]/,
});
await build.write({ dir: library, format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" });
await build.close();
if (!bundleOnly) {
  const tsc = require.resolve("typescript/package.json").replace(/package\.json$/, "bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", join(fresh, "types")], { stdio: "inherit" });
}
for (const made of readdirSync(fresh)) {
  rmSync(join(root, "dist", made), { recursive: true, force: true });
  mkdirSync(join(root, "dist"), { recursive: true });
  renameSync(join(fresh, made), join(root, "dist", made));
}
