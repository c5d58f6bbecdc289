import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText, Span } from "../base/span.ts";
import { inTextOrder, syntaxError } from "../source/findings.ts";
import type { Member, Node, StringNode } from "../source/node.ts";
import { placed } from "../source/parse-inner.ts";
import { parseJson } from "../source/parse-json.ts";
import { textFormat } from "../source/parse-text.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { Substitutions } from "./tokens.ts";
import { holdsToken, tokenName, withValues } from "./tokens.ts";

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

/** Puts values in the place of the tokens of a tree; every span stays that of the person's text, and a token without a value stays as it is. */
export function substitute(parsed: ParsedText, values: TokenValues): ParsedText {
  const { source, root } = parsed;
  if (root === undefined || (values.intrinsic === undefined && !/[$#]\{/.test(source.text))) return parsed;
  const diagnostics = [...parsed.diagnostics];
  const substituted = substituteNode({ source, values, json: textFormat(source) === "json", diagnostics }, root);
  return { ...parsed, root: substituted.type === "absent" ? undefined : substituted, diagnostics: inTextOrder(diagnostics) };
}

interface Run {
  readonly source: SourceText;
  readonly values: TokenValues;
  readonly json: boolean;
  readonly diagnostics: Diagnostic[];
}

function substituteNode(run: Run, node: Node): Node | Absent {
  const meant = run.values.intrinsic?.(node);
  if (meant !== undefined) return substituteMeaning(run, meant);
  switch (node.type) {
    case "object":
      return { ...node, members: node.members.flatMap((member) => substituteMember(run, member)) };
    case "array":
      return { ...node, items: node.items.map((item) => substituteNode(run, item)).filter((item) => item.type !== "absent") };
    case "string":
      return substituteString(run, node);
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

/** A text that an intrinsic function made is never a token without quotes, whatever stands at its place. */
function substituteMeaning(run: Run, meant: Node | Absent): Node | Absent {
  if (meant.type === "absent") return meant;
  return meant.type === "string" ? valued(run, meant) : substituteNode(run, meant);
}

function substituteMember(run: Run, { key, keySpan, value }: Member): readonly Member[] {
  const substituted = substituteNode(run, value);
  return substituted.type === "absent" ? [] : [{ key: withValues(key, run.values.substitutions), keySpan, value: substituted }];
}

function substituteString(run: Run, node: StringNode): Node {
  const bare =
    node.tag === undefined &&
    run.source.text[node.span.start] === "$" &&
    tokenName(run.source.text.slice(node.span.start, node.span.end)) !== undefined;
  return bare ? bareValue(run, node) : valued(run, node);
}

function valued({ values }: Run, node: StringNode): Node {
  return holdsToken(node.value) ? { ...node, value: withValues(node.value, values.substitutions) } : node;
}

/** An unquoted token becomes the value that its text would be read as there: `3` a number, `true` a boolean. */
function bareValue({ source, values, json, diagnostics }: Run, node: StringNode): Node {
  const { value: token, span } = node;
  const text = withValues(token, values.substitutions);
  const { root, diagnostics: wrong } = parseJson({ file: source.file, text });
  if (root !== undefined && wrong.length === 0) return placed(root, () => span);
  if (json && !holdsToken(text)) {
    diagnostics.push(syntaxError(span, `${token} stands outside quotes, and its value is not JSON: ${text}`, "Put the token in quotes."));
  } else if (json && text === token && values.reportUnknown) diagnostics.push(unknownValue(token, span));
  return { type: "string", value: text, span };
}

function unknownValue(token: string, span: Span): Diagnostic {
  const message = `${token} stands outside quotes, and nothing gives it a value`;
  const hint = `Give it one in saga.config.yaml, under machines.NAME.substitutions: { ${tokenName(token)}: 3 }.`;
  return { ...syntaxError(span, message, hint), severity: "warning" };
}
