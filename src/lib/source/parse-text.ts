import type { SourceText } from "../base/span.ts";
import { parseJson } from "./parse-json.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { ParsedText } from "./parsed-text.ts";

/** Reads a JSON or YAML text, whichever {@link textFormat} says it is. */
export async function parseText(source: SourceText): Promise<ParsedText> {
  return textFormat(source) === "json" ? parseJson(source) : parseYaml(source);
}

/** What a text is written in, by the name of its file, else by how it begins. */
export function textFormat({ file, text }: SourceText): "json" | "yaml" {
  if (/\.json$/i.test(file)) return "json";
  if (/\.ya?ml$/i.test(file)) return "yaml";
  return /^\uFEFF?\s*[{[]/.test(text) ? "json" : "yaml";
}
