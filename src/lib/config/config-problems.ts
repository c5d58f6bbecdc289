import type { Diagnostic } from "../base/diagnostic.ts";
import { checkSchema } from "../source/check-schema.ts";
import type { Node } from "../source/node.ts";
import { checkTables } from "./check-tables.ts";
import { configSchema } from "./config-schema.ts";
import { insideRoot } from "./inside-root.ts";
import { moduleParts } from "./read-config.ts";

/** Everything wrong with a config that stands in a folder (absolute): against its schema, and where that is kept, in its tables. */
export function configProblems(root: Node, folder: string): readonly Diagnostic[] {
  const formats = {
    path: (path: string) => insideRoot(folder, path),
    module: (module: string) => insideRoot(folder, moduleParts(module).file),
  };
  const problems = checkSchema(root, configSchema, { code: "config", formats });
  return problems.length > 0 ? problems : checkTables(root);
}
