import { basename } from "node:path";
import { UserError } from "../base/user-error.ts";
import { memberOf } from "../source/node.ts";
import type { Carrier } from "./carrier.ts";

/** One definition as a whole file, in JSON or YAML: what every file is that no other carrier recognises. */
export const aslFile: Carrier = {
  recognises: () => true,
  async machines({ source, tree }) {
    const parsed = await tree();
    const { root, diagnostics } = parsed;
    const isMachine = memberOf(root, "StartAt") !== undefined || memberOf(root, "States") !== undefined;
    if (!isMachine && diagnostics.length === 0) {
      throw new UserError(`${source.file} holds no state machine`, "A definition is an object with StartAt and States.", {
        file: source.file,
      });
    }
    return [{ ...parsed, machine: fileStem(source.file) }];
  },
};

/** `order` for `sagas/order.asl.json`. */
function fileStem(file: string): string {
  return basename(file.replaceAll("\\", "/")).replace(/(\.asl)?\.(json|ya?ml)$/i, "");
}
