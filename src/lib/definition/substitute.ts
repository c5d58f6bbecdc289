import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText, Span } from "../base/span.ts";
import { syntaxError } from "../source/findings.ts";
import type { Member, Node, StringNode } from "../source/node.ts";
import { parseJson } from "../source/parse-json.ts";
import { parseText, textFormat } from "../source/parse-text.ts";
import type { ParsedText } from "../source/parsed-text.ts";

/** Values for `${Name}` tokens, as CloudFormation's DefinitionSubstitutions has them. */
export type Substitutions = Readonly<Record<string, string>>;

const TOKEN = /\$\{([^{}"\\\n]+)\}/g;
const ONE_TOKEN = /^\$\{([^{}"\\\n]+)\}$/;
const STRING_OR_TOKEN = /"(?:[^"\\\n]|\\.)*"?|\$\{[^{}"\\\n]+\}/g;

/**
 * Reads a definition and puts values in the place of its tokens; every span stays that of the person's text.
 * Tokens without a value stay as they are, except where JSON cannot be read without one (`"MaxAttempts": ${Attempts}`).
 */
export async function parseSubstituted(source: SourceText, substitutions: Substitutions): Promise<ParsedText> {
  if (!source.text.includes("${")) return parseText(source);
  const json = textFormat(source) === "json";
  const parsed = json ? parseJson({ ...source, text: quoteBareTokens(source.text) }) : await parseText(source);
  if (parsed.root === undefined) return { ...parsed, source };
  const diagnostics = [...parsed.diagnostics];
  const root = substituteNode({ source, substitutions, json, diagnostics }, parsed.root);
  return { ...parsed, source, root, diagnostics: diagnostics.sort((a, b) => a.span.start - b.span.start) };
}

/** Makes strings of the tokens that stand outside strings, as long as they were, so that JSON can be read and nothing moves. */
function quoteBareTokens(text: string): string {
  return text.replace(STRING_OR_TOKEN, (found) => (found.startsWith("$") ? `"${"_".repeat(found.length - 2)}"` : found));
}

interface Substitution {
  readonly source: SourceText;
  readonly substitutions: Substitutions;
  readonly json: boolean;
  readonly diagnostics: Diagnostic[];
}

function substituteNode(run: Substitution, node: Node): Node {
  switch (node.type) {
    case "object":
      return { ...node, members: node.members.map((member) => substituteMember(run, member)) };
    case "array":
      return { ...node, items: node.items.map((item) => substituteNode(run, item)) };
    case "string":
      return substituteString(run, node);
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

function substituteMember(run: Substitution, { key, keySpan, value }: Member): Member {
  return { key: withValues(bareToken(run, keySpan) ?? key, run.substitutions), keySpan, value: substituteNode(run, value) };
}

function substituteString(run: Substitution, node: StringNode): Node {
  const token = node.tag === undefined ? bareToken(run, node.span) : undefined;
  if (token !== undefined) return bareValue(run, token, node.span);
  return node.value.includes("${") ? { ...node, value: withValues(node.value, run.substitutions) } : node;
}

/** The token that the text holds there without quotes and nothing else. */
function bareToken({ source }: Substitution, { start, end }: Span): string | undefined {
  if (source.text[start] !== "$") return undefined;
  const text = source.text.slice(start, end);
  return ONE_TOKEN.test(text) ? text : undefined;
}

/** An unquoted token becomes the value that its text would be read as there: `3` a number, `true` a boolean. */
function bareValue({ source, substitutions, json, diagnostics }: Substitution, token: string, span: Span): Node {
  const text = withValues(token, substitutions);
  if (text === token) {
    if (json) diagnostics.push(syntaxError(span, `${token} stands outside quotes, and nothing gives it a value`, valueHint(token)));
    return { type: "string", value: token, span };
  }
  const { root, diagnostics: wrong } = parseJson({ file: source.file, text });
  if (root !== undefined && wrong.length === 0) return movedTo(root, span);
  if (json)
    diagnostics.push(syntaxError(span, `${token} stands outside quotes, and its value is not JSON: ${text}`, "Put the token in quotes."));
  return { type: "string", value: text, span };
}

function valueHint(token: string): string {
  const name = ONE_TOKEN.exec(token)?.[1] ?? token;
  return `Give it one in saga.config.yaml, under machines.NAME.substitutions: { ${name}: 3 }.`;
}

function withValues(text: string, substitutions: Substitutions): string {
  return text.replace(TOKEN, (token, name: string) => (Object.hasOwn(substitutions, name) ? (substitutions[name] ?? token) : token));
}

/** The node with everything in it at one place: that of the token it came from. */
function movedTo(node: Node, span: Span): Node {
  switch (node.type) {
    case "object":
      return { ...node, span, members: node.members.map(({ key, value }) => ({ key, keySpan: span, value: movedTo(value, span) })) };
    case "array":
      return { ...node, span, items: node.items.map((item) => movedTo(item, span)) };
    case "string":
    case "number":
    case "boolean":
    case "null":
      return { ...node, span };
  }
}
