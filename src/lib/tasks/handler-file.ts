import { existsSync } from "node:fs";
import { extname } from "node:path";
import { UserError } from "../base/user-error.ts";

const JAVASCRIPT = new Set([".js", ".mjs", ".cjs"]);
const TYPESCRIPT = new Set([".ts", ".mts", ".cts"]);

/** Makes sure that this Node can load a handler's file: a missing file or another language is a UserError. */
export function checkHandlerFile(file: string): void {
  const extension = extname(file);
  if (TYPESCRIPT.has(extension) && !loadsTypeScript()) {
    throw new UserError(
      `This Node (${process.version}) does not load TypeScript, so it cannot run the handler ${file}.`,
      "Name its compiled .js file under tasks, or run with Node 22.18 or newer.",
      { file },
    );
  }
  if (!TYPESCRIPT.has(extension) && !JAVASCRIPT.has(extension)) {
    throw new UserError(`The handler ${file} is not a JavaScript module.`, "Use a .js or .mjs file, or `command:` for other languages.", {
      file,
    });
  }
  if (!existsSync(file))
    throw new UserError(`The handler ${file} does not exist.`, "Correct `module:` under tasks in saga.config.yaml.", { file });
}

function loadsTypeScript(): boolean {
  const { typescript } = process.features as { readonly typescript?: string | false };
  return typeof typescript === "string";
}
