import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";
import { cacheFolder, readCodeCache, writeCodeCache } from "./code-cache.ts";

/** Names what is in the program's folder; the build sets it. */
declare const BUILD_ID: string;

/**
 * Loads a program of CommonJS files in one folder, with the code that an earlier start compiled; what had to be compiled is kept at the end.
 * For Node below 22.1, which has no `module.enableCompileCache`.
 */
export function launch(folder: string, requireOther: NodeJS.Require): unknown {
  const caches = cacheFolder(process.env, process.platform);
  // The folder counts, too: compiled code knows where it came from, and imports from there.
  const key = [BUILD_ID, crc32(folder).toString(16), process.version, process.arch].join("-");
  const file = caches === undefined ? undefined : join(caches, key);
  const known = file === undefined ? new Map<string, Buffer>() : readCodeCache(file);
  const scripts = new Map<string, Script>();
  if (file !== undefined) {
    process.on("exit", () => {
      if ([...scripts.values()].every(({ cachedDataRejected }) => cachedDataRejected === false)) return;
      const compiled = [...scripts].map(([name, script]) => [name, script.createCachedData()] as const);
      writeCodeCache(file, new Map([...known, ...compiled]));
    });
  }
  return loader(folder, requireOther, known, scripts)("main.js");
}

/** What `require` gives for a file of the program. */
function loader(
  folder: string,
  requireOther: NodeJS.Require,
  known: ReadonlyMap<string, Buffer>,
  scripts: Map<string, Script>,
): (name: string) => unknown {
  const modules = new Map<string, { exports: unknown }>();
  const requireAny = Object.assign((id: string) => (id.startsWith("./") ? load(id.slice(2)) : requireOther(id)), requireOther);
  function load(name: string): unknown {
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(folder, name);
    const script = compile(filename, known.get(name));
    scripts.set(name, script);
    script.runInThisContext()(module.exports, requireAny, module, filename, folder);
    return module.exports;
  }
  return load;
}

function compile(filename: string, cachedData: Buffer | undefined): Script {
  return new Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, "utf8")}\n})`, {
    filename,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}
