import { noText } from "./findings.ts";
import type { InnerText } from "./inner-text.ts";
import type { ParsedText } from "./parsed-text.ts";

/**
 * Reads one YAML 1.2 document: a tree as far as the text can be read, and everything wrong with it.
 * Aliases and merge keys (`<<`) are resolved, within a bound; tags such as `!Sub` stay on their nodes.
 */
export async function parseYaml(source: InnerText): Promise<ParsedText> {
  const nothing = noText(source);
  if (nothing !== undefined) return nothing;
  // The YAML parser costs more than the rest of start-up, and most definitions are JSON.
  const { readYaml } = await import("./read-yaml.ts");
  return readYaml(source);
}
