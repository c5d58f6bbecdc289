import { basename } from "node:path";
import { memberOf } from "../../source/node.ts";
import type { Carrier } from "../carrier.ts";
import { loadEntries } from "../cloudformation/machine-entry.ts";

/** Configurations of the Serverless Framework with serverless-step-functions: machines are named by their keys. */
export const serverless: Carrier = {
  async recognises({ source, tree }) {
    if (/^serverless\.(?:ya?ml|json)$/i.test(basename(source.file))) return true;
    const { root } = await tree();
    return ["provider", "stepFunctions"].some((key) => memberOf(root, key) !== undefined) && memberOf(root, "service") !== undefined;
  },
  async machines(file) {
    const parsed = await file.tree();
    if (parsed.root === undefined) return loadEntries([], [parsed]);
    const { serviceMachines } = await import("./serverless-service.ts");
    return serviceMachines(file, parsed, parsed.root);
  },
};
