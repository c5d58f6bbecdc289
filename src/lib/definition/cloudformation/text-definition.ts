import { mappedText } from "../../source/mapped-text.ts";
import type { Node } from "../../source/node.ts";
import { parseInner } from "../../source/parse-inner.ts";
import type { DefinitionScope, UnnamedDefinition } from "./definition-scope.ts";
import { intrinsicOf } from "./intrinsic.ts";
import { textPieces } from "./intrinsic-text.ts";
import { parseJsonWithTokens } from "../parse-with-tokens.ts";
import { substitute } from "../substitute.ts";

/** A definition that stands as JSON in a string, or that `Fn::Sub` and `Fn::Join` make. */
export function textDefinition(scope: DefinitionScope, node: Node): UnnamedDefinition {
  const { parsed, source, tokens } = scope;
  const values = { substitutions: tokens, reportUnknown: false };
  const text = mappedText(textPieces(scope, node));
  const read = parseInner(source, text, (inner) => substitute(parseJsonWithTokens(inner), values));
  return { ...read, comments: parsed.comments, syntax: isBlock(source.text, node) ? "json" : null };
}

/** Whether a string is a YAML block, where JSON stands as it is: also as what `Fn::Sub` is given. */
function isBlock(text: string, node: Node): boolean {
  const intrinsic = intrinsicOf(node);
  if (intrinsic === undefined) return node.type === "string" && /[|>]/.test(text[node.start] ?? "");
  const { name, argument } = intrinsic;
  const [template] = argument.type === "array" ? argument.items : [argument];
  return name === "Sub" && template !== undefined && isBlock(text, template);
}
