import type { Node } from "../../source/node.ts";
import { textFormat } from "../../source/parse-text.ts";
import type { DefinitionScope, UnnamedDefinition } from "./definition-scope.ts";
import { missingFile, unreadDefinition } from "./definition-scope.ts";
import { IN_S3, locationOf } from "./file-location.ts";
import { substitute } from "../substitute.ts";

/** A definition in a file that the template names: its spans are those of that file. */
export async function fileDefinition(scope: DefinitionScope, node: Node): Promise<UnnamedDefinition> {
  const { parsed, tokens } = scope;
  const location = locationOf(scope, node);
  if (location.type === "unread") return unreadDefinition(parsed, node, location.reason);
  const { path, stored } = location;
  const neighbour = scope.file.neighbour(path);
  if (neighbour.problem === undefined) {
    const read = substitute(await neighbour.file.tree(), { substitutions: tokens, reportUnknown: false });
    return { ...read, syntax: textFormat(neighbour.file.source) };
  }
  if (stored) return unreadDefinition(parsed, node, IN_S3);
  return missingFile(parsed, node, `The definition ${path} ${neighbour.problem}`, neighbour.hint);
}
