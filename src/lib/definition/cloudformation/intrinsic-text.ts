import type { SourceText } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import { mappedString } from "../../source/mapped-string.ts";
import type { Piece } from "../../source/mapped-text.ts";
import { mappedText, outerSpan, slicePieces } from "../../source/mapped-text.ts";
import type { Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { chosenValue } from "./conditions.ts";
import type { Intrinsic } from "./intrinsic.ts";
import { intrinsicOf, isNoValue } from "./intrinsic.ts";
import type { Names } from "./symbolic-value.ts";
import { attributeValue, refValue } from "./symbolic-value.ts";
import { holdsToken, withValues } from "../tokens.ts";

/** Where a text of a template stands, and what the names in it mean. */
export interface Scope extends Names {
  readonly source: SourceText;
}

/** The text that a scalar or an intrinsic function gives, each piece with its place; what cannot be known stays a token, as `${Fn::Select}`. */
export function textPieces(scope: Scope, node: Node): readonly Piece[] {
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) return intrinsicPieces(scope, node, intrinsic);
  switch (node.type) {
    case "string":
      return mappedString(scope.source, node).pieces;
    case "number":
    case "boolean":
      return [{ text: String(node.value), span: spanOf(node) }];
    case "null":
    case "object":
    case "array":
      return [];
  }
}

/** The text that a node gives, without its places. */
export function textOf(scope: Scope, node: Node): string {
  return mappedText(textPieces(scope, node)).text;
}

/** The name of something in the template, of which `Fn::ForEach` may give a part: `${Market}Function`. */
export function nameOf(scope: Scope, node: Node): string {
  return withValues(textOf(scope, node), scope.substitutions);
}

function intrinsicPieces(scope: Scope, node: Node, { name, argument }: Intrinsic): readonly Piece[] {
  const span = spanOf(node);
  switch (name) {
    case "Ref":
      return isNoValue(node) ? [] : [{ text: String(refValue(scope, nameOf(scope, argument))), span }];
    case "GetAtt":
      return [{ text: attributeText(scope, argument), span }];
    case "Sub":
      return subPieces(scope, argument) ?? [{ text: "${Fn::Sub}", span }];
    case "Join":
      return joinPieces(scope, argument) ?? [{ text: "${Fn::Join}", span }];
    case "If": {
      const chosen = chosenValue(scope, node);
      return chosen === node ? [{ text: "${Fn::If}", span }] : textPieces(scope, chosen);
    }
    case "FindInMap": {
      const found = mappedValue(scope, argument);
      return [{ text: found === undefined ? "${Fn::FindInMap}" : String(found), span }];
    }
    case "Select":
      return selectedPieces(scope, argument) ?? [{ text: "${Fn::Select}", span }];
    case "ImportValue":
      return [{ text: `\${Fn::ImportValue:${textOf(scope, argument).replaceAll(/[${}"\\\s]/g, "")}}`, span }];
    default:
      return [{ text: `\${Fn::${name}}`, span }];
  }
}

/** What `Fn::FindInMap` finds: text or a number, where its keys are known. */
export function mappedValue(scope: Scope, argument: Node): string | number | undefined {
  const [map = "", ...keys] = argument.type === "array" ? argument.items.slice(0, 3).map((item) => textOf(scope, item)) : [];
  const found = keys.reduce((node, key) => memberOf(node, key)?.value, scope.template.mappings.get(map));
  return found?.type === "string" || found?.type === "number" ? found.value : undefined;
}

function selectedPieces(scope: Scope, argument: Node): readonly Piece[] | undefined {
  const [index, list] = argument.type === "array" ? argument.items : [];
  if (index === undefined || list === undefined) return undefined;
  return listPieces(scope, list)?.[Number(textOf(scope, index))];
}

/** The items of a list that is written down, or that `Fn::Split` makes of a text; tokens hold nothing that it splits at. */
function listPieces(scope: Scope, list: Node): readonly (readonly Piece[])[] | undefined {
  const intrinsic = intrinsicOf(list);
  if (intrinsic === undefined) return list.type === "array" ? list.items.map((item) => textPieces(scope, item)) : undefined;
  const [delimiter, whole] = intrinsic.argument.type === "array" ? intrinsic.argument.items : [];
  if (intrinsic.name !== "Split" || delimiter === undefined || whole === undefined) return undefined;
  const at = textOf(scope, delimiter);
  return at === "" ? undefined : splitOutsideTokens(textOf(scope, whole), at).map((text) => [{ text, span: spanOf(list) }]);
}

function splitOutsideTokens(text: string, at: string): readonly string[] {
  const parts = [""];
  for (const piece of text.split(/([$#]\{[^{}]*\})/)) {
    const [first = "", ...others] = holdsToken(piece) ? [piece] : piece.split(at);
    parts.push(`${parts.pop()}${first}`, ...others);
  }
  return parts;
}

function attributeText(scope: Scope, argument: Node): string {
  const parts = argument.type === "array" ? argument.items.map((item) => nameOf(scope, item)) : nameOf(scope, argument).split(".");
  const [name = "", ...attribute] = parts;
  return attributeValue(scope, name, attribute.join("."));
}

/** `${Name}`, `${Name.Attribute}` and the literal `${!Name}`: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
const SUB_TOKEN = /\$\{(!?)([^{}]+)\}/g;

function subPieces(scope: Scope, argument: Node): readonly Piece[] | undefined {
  const [template, variables] = argument.type === "array" ? argument.items : [argument];
  if (template?.type !== "string") return undefined;
  const values = new Map(variables?.type === "object" ? variables.members.map(({ key, value }) => [key, value]) : []);
  const mapped = mappedString(scope.source, template);
  const pieces: (readonly Piece[])[] = [];
  let done = 0;
  for (const { 0: token, 1: literal, 2: name = "", index } of mapped.text.matchAll(SUB_TOKEN)) {
    const end = index + token.length;
    const text = literal === "!" ? `\${${name}}` : subValue(scope, name.trim(), values);
    pieces.push(slicePieces(mapped, done, index), [{ text, span: outerSpan(mapped, { start: index, end }) }]);
    done = end;
  }
  return [...pieces.flat(), ...slicePieces(mapped, done, mapped.text.length)];
}

function subValue(scope: Scope, name: string, values: ReadonlyMap<string, Node>): string {
  const value = values.get(name);
  if (value !== undefined) return textOf(scope, value);
  const [owner = "", ...attribute] = name.split(".");
  return attribute.length === 0 ? String(refValue(scope, name)) : attributeValue(scope, owner, attribute.join("."));
}

function joinPieces(scope: Scope, argument: Node): readonly Piece[] | undefined {
  const [delimiter, list] = argument.type === "array" ? argument.items : [];
  const items = list && listPieces(scope, list);
  if (delimiter === undefined || list === undefined || items === undefined) return undefined;
  const between = textOf(scope, delimiter);
  return items.flatMap((pieces, index) => {
    const { start } = (list.type === "array" && intrinsicOf(list) === undefined ? list.items[index] : list) ?? list;
    return index === 0 || between === "" ? pieces : [{ text: between, span: { start, end: start } }, ...pieces];
  });
}
