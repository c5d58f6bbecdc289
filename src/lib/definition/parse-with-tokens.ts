import type { InnerText } from "../source/inner-text.ts";
import type { Member, Node } from "../source/node.ts";
import { parseCleanJson, parseJson } from "../source/parse-json.ts";
import { textFormat } from "../source/parse-text.ts";
import { parseYaml } from "../source/parse-yaml.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import { quoteBareTokens } from "./tokens.ts";

/** Reads a JSON or YAML text; a token that stands outside quotes (`"MaxAttempts": ${Attempts}`) is a string there. */
export async function parseWithTokens(source: InnerText): Promise<ParsedText> {
  return textFormat(source) === "json" ? parseJsonWithTokens(source) : parseYaml(source);
}

/** Reads JSON in which tokens may stand outside quotes: each is a string of its own text. */
export function parseJsonWithTokens(source: InnerText): ParsedText {
  return parseCleanJson(source) ?? parseBareTokens(source);
}

function parseBareTokens(source: InnerText): ParsedText {
  const parsed = parseJson({ ...source, text: quoteBareTokens(source.text) });
  if (parsed.root === undefined) return { ...parsed, source };
  return { ...parsed, source, root: unquoted(source.text, parsed.root), unquoted: true };
}

function unquoted(text: string, node: Node): Node {
  switch (node.type) {
    case "object":
      return { ...node, members: node.members.map((member) => unquotedMember(text, member)) };
    case "array":
      return { ...node, items: node.items.map((item) => unquoted(text, item)) };
    case "string":
      return text[node.start] === "$" ? { ...node, value: text.slice(node.start, node.end) } : node;
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

function unquotedMember(text: string, { key, start, end, value }: Member): Member {
  const bare = text[start] === "$";
  return { key: bare ? text.slice(start, end) : key, start, end, value: unquoted(text, value) };
}
