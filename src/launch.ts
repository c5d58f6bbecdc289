import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";
import { cacheFolder, openCodeCache } from "./code-cache.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** Names what is in the program's folder; the build sets it. */
declare const BUILD_ID: string;

/** In bytes of bytecode that a function runs through before V8 looks whether to optimise it; 67,584 where nobody says otherwise; bench/lint-within.js has the same. */
const INTERRUPT_BUDGET = 500_000;

/**
 * Starts a program of CommonJS modules in one folder, each written as the function that Node makes of such a module,
 * with the code that an earlier start of the same command compiled; what had to be compiled is kept at the end.
 * `module.enableCompileCache` of Node 22.1 and later does this for every file that is required, and takes ten milliseconds more.
 */
export function launch(folder: string, requireOther: NodeJS.Require): void {
  const caches = cacheFolder(process.env, process.platform);
  const cache = caches === undefined ? undefined : openCodeCache(join(caches, `${BUILD_ID}-${process.version}-${process.arch}`));
  const program = programIn(folder, requireOther, cache);
  process.on("exit", (code) => {
    // A mistyped command would be kept by its name.
    if (code !== EXIT.usage) program.keepCompiled();
  });
  (program.load("main.js") as typeof import("./main.ts")).start(program.optimiseLater);
}

interface Program {
  /** What `require` gives for one of its files. */
  readonly load: (name: string) => unknown;
  readonly optimiseLater: () => void;
  readonly keepCompiled: () => void;
}

function programIn(folder: string, requireOther: NodeJS.Require, cache: CodeCache | undefined): Program {
  const modules = new Map<string, { exports: unknown }>();
  /** By what their code is kept under. */
  const scripts = new Map<string, Script>();
  let keptFor = commandName();
  const requireAny = Object.assign((id: string) => (id.startsWith("./") ? load(id.slice(2)) : requireOther(id)), requireOther);
  function load(name: string): unknown {
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(folder, name);
    const kept = `${keptFor}-${name}`;
    const script = compile(filename, cache?.read(kept));
    scripts.set(kept, script);
    script.runInThisContext()(module.exports, requireAny, module, filename, folder);
    return module.exports;
  }
  const compiledNow = (): [string, Script][] => [...scripts].filter(([, { cachedDataRejected }]) => cachedDataRejected !== false);
  return {
    load,
    optimiseLater() {
      // V8 marks code with its flags, and takes none that has others: what was loaded before can no longer be kept.
      if (cache !== undefined && compiledNow().length > 0) return;
      keptFor += "-later";
      setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
    },
    keepCompiled() {
      const compiled = compiledNow();
      if (compiled.length > 0) cache?.write(new Map(compiled.map(([kept, script]) => [kept, script.createCachedData()])));
    },
  };
}

/** Each command keeps its own: of what they share, they run different functions, and V8 keeps those that have run. */
function commandName(): string {
  const [command] = /^[a-z]+$/.exec(process.argv[2] ?? "") ?? ["saga-cli"];
  return command;
}

function compile(filename: string, cachedData: Buffer | undefined): Script {
  // The build writes ASCII alone.
  return new Script(readFileSync(filename, "latin1"), { filename, ...(cachedData === undefined ? {} : { cachedData }) });
}
