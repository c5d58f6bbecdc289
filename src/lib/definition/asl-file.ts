import { basename } from "node:path";
import { memberOf } from "../source/node.ts";
import { textFormat } from "../source/parse-text.ts";
import type { Carrier } from "./carrier.ts";
import { substitute } from "./substitute.ts";

/** One definition as a whole file, in JSON or YAML: what every file is that no other carrier recognises. */
export const aslFile: Carrier = {
  recognises: () => true,
  async machines({ source, substitutions, tree }) {
    const parsed = substitute(await tree(), { substitutions, reportUnknown: true });
    const { root, diagnostics } = parsed;
    const isMachine = memberOf(root, "StartAt") !== undefined || memberOf(root, "States") !== undefined;
    return isMachine || diagnostics.length > 0 ? [{ ...parsed, machine: fileStem(source.file), syntax: textFormat(source) }] : [];
  },
};

/** `order` for `sagas/order.asl.json`. */
export function fileStem(file: string): string {
  return basename(file.replaceAll("\\", "/")).replace(/(?:(?:\.asl)?\.(?:json|ya?ml)|\.asl)$/i, "");
}
