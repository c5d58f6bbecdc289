import { spanOf } from "../../base/span.ts";
import type { Node } from "../../source/node.ts";
import { textFormat } from "../../source/parse-text.ts";
import { chosenValue } from "./conditions.ts";
import type { DefinitionScope, UnnamedDefinition } from "./definition-scope.ts";
import { intrinsicOf, isNoValue } from "./intrinsic.ts";
import type { Scope } from "./intrinsic-text.ts";
import { mappedValue, nameOf, textOf } from "./intrinsic-text.ts";
import type { Absent, TokenValues } from "../substitute.ts";
import { substitute } from "../substitute.ts";
import { refValue } from "./symbolic-value.ts";

/** A definition that is a value of the template itself, in which intrinsic functions may stand anywhere. */
export function inlineDefinition(scope: DefinitionScope, root: Node): UnnamedDefinition {
  const { parsed, source, tokens } = scope;
  const values: TokenValues = { substitutions: tokens, reportUnknown: false, intrinsic: (node) => meaningOf(scope, node) };
  return { ...substitute({ ...parsed, root, diagnostics: [] }, values), syntax: textFormat(source) };
}

function meaningOf(scope: Scope, node: Node): Node | Absent | undefined {
  const { name, argument } = intrinsicOf(node) ?? {};
  if (name === undefined || argument === undefined) return undefined;
  if (isNoValue(node)) return { type: "absent" };
  const chosen = chosenValue(scope, node);
  if (chosen !== node) return meaningOf(scope, chosen) ?? chosen;
  const value =
    name === "Ref"
      ? refValue(scope, nameOf(scope, argument))
      : (name === "FindInMap" && mappedValue(scope, argument)) || textOf(scope, node);
  return typeof value === "number" ? { type: "number", value, ...spanOf(node) } : { type: "string", value, ...spanOf(node) };
}
