import type { SourceText } from "../base/span.ts";
import { mappedString } from "../source/mapped-string.ts";
import type { Piece } from "../source/mapped-text.ts";
import { mappedText, outerSpan, slicePieces } from "../source/mapped-text.ts";
import type { Node } from "../source/node.ts";
import type { Intrinsic } from "./intrinsic.ts";
import { chosenValue, intrinsicOf, isNoValue } from "./intrinsic.ts";
import type { Names } from "./symbolic-value.ts";
import { attributeValue, refValue } from "./symbolic-value.ts";

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
      return [{ text: String(node.value), span: node.span }];
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

function intrinsicPieces(scope: Scope, node: Node, { name, argument }: Intrinsic): readonly Piece[] {
  const { span } = node;
  switch (name) {
    case "Ref":
      return isNoValue(node) ? [] : [{ text: String(refValue(scope, textOf(scope, argument))), span }];
    case "GetAtt":
      return [{ text: attributeText(scope, argument), span }];
    case "Sub":
      return subPieces(scope, argument) ?? [{ text: "${Fn::Sub}", span }];
    case "Join":
      return joinPieces(scope, argument) ?? [{ text: "${Fn::Join}", span }];
    case "If":
      return chosenValue(node) === node ? [{ text: "${Fn::If}", span }] : textPieces(scope, chosenValue(node));
    case "ImportValue":
      return [{ text: `\${Fn::ImportValue:${textOf(scope, argument).replaceAll(/[${}"\\\s]/g, "")}}`, span }];
    default:
      return [{ text: `\${Fn::${name}}`, span }];
  }
}

function attributeText(scope: Scope, argument: Node): string {
  const parts = argument.type === "array" ? argument.items.map((item) => textOf(scope, item)) : textOf(scope, argument).split(".");
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
  if (delimiter === undefined || list?.type !== "array" || intrinsicOf(list) !== undefined) return undefined;
  const between = textOf(scope, delimiter);
  return list.items.flatMap((item, index) => {
    const pieces = textPieces(scope, item);
    const { start } = item.span;
    return index === 0 || between === "" ? pieces : [{ text: between, span: { start, end: start } }, ...pieces];
  });
}
