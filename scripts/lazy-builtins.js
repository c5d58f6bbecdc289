import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** Each takes a millisecond or more to load, and most commands call none of their functions. */
const LAZY = new Set(["child_process", "crypto", "fs/promises", "v8"]);

/** A plugin of the bundler: these modules of Node are loaded when one of their functions is called, not when the program starts. */
export function lazyBuiltins() {
  return {
    name: "lazy-builtins",
    resolveId: (source) => (LAZY.has(source.replace(/^node:/, "")) ? `\0lazy:${source.replace(/^node:/, "")}` : undefined),
    load(id) {
      const [, name] = /^\0lazy:(.+)$/.exec(id) ?? [];
      if (name === undefined) return undefined;
      // A constant or class among them would have to be there at once: that it is missing here fails the build.
      const functions = Object.keys(require(name)).filter((key) => /^[a-z]/.test(key) && typeof require(name)[key] === "function");
      return [
        `const lazy = () => process.getBuiltinModule("node:${name}");`,
        ...functions.map((key) => `export const ${key} = (...args) => lazy().${key}(...args);`),
        `export default { ${functions.join(", ")} };`,
      ].join("\n");
    },
  };
}
