import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";
import { cacheFolder, openCodeCache } from "./code-cache.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** Names what is in the program's folder; the build sets it. */
declare const BUILD_ID: string;

/**
 * Loads a program of CommonJS modules in one folder, each written as the function that Node makes of such a module,
 * with the code that an earlier start of the same command compiled; what had to be compiled is kept at the end.
 * `module.enableCompileCache` of Node 22.1 and later does this for every file that is required, and takes ten milliseconds more.
 */
export function launch(folder: string, requireOther: NodeJS.Require): unknown {
  const caches = cacheFolder(process.env, process.platform);
  const cache = caches === undefined ? undefined : openCodeCache(join(caches, `${BUILD_ID}-${process.version}-${process.arch}`));
  const { load, scripts } = loader(folder, requireOther, cache);
  if (cache !== undefined) {
    process.on("exit", (code) => {
      // A mistyped command would be kept by its name.
      if (code !== EXIT.usage) keepCompiled(scripts, cache);
    });
  }
  return load("main.js");
}

/** What `require` gives for a file of the program, and the scripts that were loaded so far. */
function loader(
  folder: string,
  requireOther: NodeJS.Require,
  cache: CodeCache | undefined,
): { readonly load: (name: string) => unknown; readonly scripts: ReadonlyMap<string, Script> } {
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  const requireAny = Object.assign((id: string) => (id.startsWith("./") ? load(id.slice(2)) : requireOther(id)), requireOther);
  function load(name: string): unknown {
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(folder, name);
    const script = compile(filename, cache?.read(keptName(name)));
    scripts.set(name, script);
    script.runInThisContext()(module.exports, requireAny, module, filename, folder);
    return module.exports;
  }
  return { load, scripts };
}

/** Each command keeps its own: of what they share, they run different functions, and V8 keeps those that have run. */
function keptName(file: string): string {
  const [command] = /^[a-z]+$/.exec(process.argv[2] ?? "") ?? ["saga-cli"];
  return `${command}-${file}`;
}

function keepCompiled(scripts: ReadonlyMap<string, Script>, cache: CodeCache): void {
  const compiled = [...scripts].filter(([, { cachedDataRejected }]) => cachedDataRejected !== false);
  if (compiled.length > 0) cache.write(new Map(compiled.map(([name, script]) => [keptName(name), script.createCachedData()])));
}

function compile(filename: string, cachedData: Buffer | undefined): Script {
  // The build writes ASCII alone.
  return new Script(readFileSync(filename, "latin1"), { filename, ...(cachedData === undefined ? {} : { cachedData }) });
}
