import type { Files } from "../../base/ports.ts";
import type { Location, SourceText, Span } from "../../base/span.ts";
import { locate } from "../../base/span.ts";
import { UserError } from "../../base/user-error.ts";
import type { Node } from "../../source/node.ts";
import { memberOf, valueOf } from "../../source/node.ts";
import { parseJson } from "../../source/parse-json.ts";
import { problemsError } from "../../source/problems-error.ts";
import type { MockConfig } from "../../tasks/mock-config.ts";
import { parseMockConfig } from "../../tasks/parse-mock-config.ts";

/** Reads a mock configuration file of Step Functions Local (`file` is absolute, `shownAs` is how messages name it); a UserError says where it is wrong. */
export function loadMockConfig(files: Files, file: string, shownAs: string = file): MockConfig {
  const text = files.read(file);
  if (text === undefined) throw new UserError(`${shownAs} does not exist`, "Name a mock configuration file.", { file: shownAs });
  const source: SourceText = { file: shownAs, text };
  const { root, diagnostics } = parseJson(source);
  const [first, ...others] = diagnostics;
  if (first !== undefined) throw problemsError(source, first, others);
  if (root === undefined) throw new UserError("The mock configuration is empty", undefined, { file: shownAs });
  return parseMockConfig(valueOf(root), (path) => locationOf(source, root, path));
}

/** The key that a path ends in, which is where a person looks first. */
function locationOf(source: SourceText, root: Node, path: readonly string[]): Location {
  let node = root;
  let span: Span = { start: root.start, end: root.start + 1 };
  for (const key of path) {
    const member = memberOf(node, key);
    if (member === undefined) break;
    node = member.value;
    span = member;
  }
  return locate(source, span);
}
