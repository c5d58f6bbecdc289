import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText, Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import { inTextOrder, syntaxError } from "../source/findings.ts";
import type { Member, Node, StringNode } from "../source/node.ts";
import { placed } from "../source/parse-inner.ts";
import { parseCleanJson } from "../source/parse-json.ts";
import { textFormat } from "../source/parse-text.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { Substitutions } from "./tokens.ts";
import { holdsToken, mayHoldToken, tokenName, withValues } from "./tokens.ts";

/** What stands behind the tokens of a definition. */
export interface TokenValues {
  readonly substitutions: Substitutions;
  /** Whether a token that JSON cannot be read without is worth a word: not where a template gives the values. */
  readonly reportUnknown: boolean;
  /** What a node stands for that is written in the carrier's language, as `!GetAtt`; undefined for a plain value. */
  readonly intrinsic?: (node: Node) => Node | Absent | undefined;
}

/** What `AWS::NoValue` stands for: a member or item that is not there. */
export interface Absent {
  readonly type: "absent";
}

/**
 * Puts values in the place of the tokens of a tree; every span stays that of the person's text, and a token without a value stays as it is.
 * What holds nothing to put in is the same object as before.
 */
export function substitute(parsed: ParsedText, values: TokenValues): ParsedText {
  const { source, root } = parsed;
  const anyKnown = Object.keys(values.substitutions).length > 0;
  // Without a value, the one thing to say of a token is that JSON cannot be read without it.
  const anything = values.intrinsic !== undefined || ((anyKnown || parsed.unquoted) && mayHoldToken(source.text));
  if (root === undefined || !anything) return parsed;
  const run: Run = { source, values, anyKnown, json: textFormat(source) === "json", diagnostics: [] };
  const substituted = substituteNode(run, root);
  if (substituted === root && run.diagnostics.length === 0) return parsed;
  return { ...parsed, root: substituted, diagnostics: inTextOrder([...parsed.diagnostics, ...run.diagnostics]) };
}

interface Run {
  readonly source: SourceText;
  readonly values: TokenValues;
  /** Whether any token has a value; without one, only tokens outside quotes are of interest. */
  readonly anyKnown: boolean;
  readonly json: boolean;
  readonly diagnostics: Diagnostic[];
}

/** The node with its values, or undefined where it is not there at all. */
function substituteNode(run: Run, node: Node): Node | undefined {
  const meant = run.values.intrinsic?.(node);
  if (meant !== undefined) return substituteMeaning(run, meant);
  switch (node.type) {
    case "object": {
      const members = substituteAll(run, node.members, substituteMember);
      return members === node.members ? node : { ...node, members };
    }
    case "array": {
      const items = substituteAll(run, node.items, substituteNode);
      return items === node.items ? node : { ...node, items };
    }
    case "string":
      return substituteString(run, node);
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

/** The list of what each of its parts becomes, without those that are not there; the list itself where each stays what it is. */
function substituteAll<T>(run: Run, list: readonly T[], change: (run: Run, part: T) => T | undefined): readonly T[] {
  let changed: T[] | undefined;
  let index = 0;
  for (const part of list) {
    const now = change(run, part);
    if (now !== part) changed ??= list.slice(0, index);
    if (now !== undefined) changed?.push(now);
    index += 1;
  }
  return changed ?? list;
}

/** A text that an intrinsic function made is never a token without quotes, whatever stands at its place. */
function substituteMeaning(run: Run, meant: Node | Absent): Node | undefined {
  if (meant.type === "absent") return undefined;
  return meant.type === "string" ? valued(run, meant) : substituteNode(run, meant);
}

function substituteMember(run: Run, member: Member): Member | undefined {
  const key = withKnown(run, member.key);
  const value = substituteNode(run, member.value);
  if (value === undefined) return undefined;
  return value === member.value && key === member.key ? member : { key, ...spanOf(member), value };
}

function substituteString(run: Run, node: StringNode): Node {
  const bare =
    node.tag === undefined && run.source.text[node.start] === "$" && tokenName(run.source.text.slice(node.start, node.end)) !== undefined;
  return bare ? bareValue(run, node) : valued(run, node);
}

function valued(run: Run, node: StringNode): Node {
  const value = withKnown(run, node.value);
  return value === node.value ? node : { ...node, value };
}

function withKnown({ anyKnown, values }: Run, text: string): string {
  return anyKnown ? withValues(text, values.substitutions) : text;
}

/** An unquoted token becomes the value that its text would be read as there: `3` a number, `true` a boolean. */
function bareValue({ source, values, json, diagnostics }: Run, node: StringNode): Node {
  const { value: token } = node;
  const span = spanOf(node);
  const text = withValues(token, values.substitutions);
  const root = parseCleanJson({ file: source.file, text })?.root;
  if (root !== undefined) return placed(root, () => span);
  if (json && !holdsToken(text)) {
    diagnostics.push(syntaxError(span, `${token} stands outside quotes, and its value is not JSON: ${text}`, "Put the token in quotes."));
  } else if (json && text === token && values.reportUnknown) diagnostics.push(unknownValue(token, span));
  return text === token ? node : { type: "string", value: text, ...span };
}

function unknownValue(token: string, span: Span): Diagnostic {
  const message = `${token} stands outside quotes, and nothing gives it a value`;
  const name = tokenName(token) ?? "";
  // A call is Terraform's, and its value no number.
  const hint = name.includes("(")
    ? "Name the .tf file that reads this template, or its folder: its values are known there."
    : `Give it one in saga.config.yaml, under machines.NAME.substitutions: { ${name}: 3 }.`;
  return { ...syntaxError(span, message, hint), severity: "warning" };
}
