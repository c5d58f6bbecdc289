import type { SourceText, Span } from "../../base/span.ts";
import { locate } from "../../base/span.ts";
import type { Piece } from "../../source/mapped-text.ts";
import { mappedText, outerSpan } from "../../source/mapped-text.ts";
import type { Member } from "../../source/node.ts";
import { parseInner } from "../../source/parse-inner.ts";
import { parseYaml } from "../../source/parse-yaml.ts";
import { parseHcl } from "../hcl/hcl-file.ts";
import type { HclFile } from "../hcl/hcl-tree.ts";
import { parseJsonWithTokens } from "../parse-with-tokens.ts";
import type { Place } from "./terraform-scope.ts";
import { templatePieces } from "./terraform-text.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { onlyTerraform } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";

/** How the text of a definition is written; `yaml` may be JSON, too. */
export type Format = "json" | "yaml";

/** `%{ for … }`, `$${`, and `${…}` with more in it than a name, which is a token like those of other templates. */
const EXPRESSION = /%\{|\$\$\{|\$\{(?![A-Za-z_][\w-]*\})/;

/** Whether a template has to be read in Terraform's language. */
export function holdsExpressions(text: string): boolean {
  return EXPRESSION.test(text);
}

/** Reads a definition out of the pieces of text that a template gives. */
export async function parsePieces(
  { source, comments }: Pick<HclFile, "source" | "comments">,
  pieces: readonly Piece[],
  format: Format,
): Promise<TerraformDefinition> {
  const mapped = mappedText(pieces);
  const { text } = mapped;
  if (format !== "yaml" || /^\s*\{/.test(text)) return { ...parseInner(source, mapped, parseJsonWithTokens), comments, syntax: null };
  const lineOf = (offset: number): number => locate(source, outerSpan(mapped, { start: offset, end: offset })).line;
  const yaml = await parseYaml({ file: source.file, text, lineOf });
  const read = parseInner(source, mapped, () => yaml);
  return { ...read, comments: [...comments, ...read.comments], syntax: null };
}

/** What stands around a template's text to make it a heredoc. */
const BEFORE = "template = <<END_OF_TEMPLATE\n";
const AFTER = "\nEND_OF_TEMPLATE\n";

/** Reads a file that `templatefile` names, with the values that its names are given. */
export async function renderTemplate(
  place: Place,
  source: SourceText,
  values: readonly Member[],
  format: Format,
): Promise<TerraformDefinition> {
  const file = await parseHcl({ file: source.file, text: `${BEFORE}${source.text}${AFTER}` });
  const [diagnostic] = file.diagnostics;
  if (diagnostic !== undefined) {
    const { start, end } = ownSpan(diagnostic.span);
    const { length } = source.text;
    const span = { start: Math.min(Math.max(start, 0), length), end: Math.min(Math.max(end, 0), length) };
    return { source, root: undefined, diagnostics: [{ ...diagnostic, span }], comments: [], syntax: null };
  }
  const [template] = file.attributes.map(({ value }) => value);
  const scope = { ...place.scope, file, values: new Map(values.map(({ key, value }) => [key, value])), places: new Map() };
  const pieces = template?.type === "template" ? templatePieces(scope, template, "first", evaluate) : undefined;
  if (pieces === undefined) return onlyTerraform(place);
  // The last one has a line break more than the file: cut to it, it would lose the places of all that is in it.
  const shifted = pieces.map(({ text, span }) => ({ text, span: ownSpan(span) }));
  return parsePieces({ source, comments: [] }, shifted, format);
}

/** Where a stretch of the heredoc stands in the file. */
function ownSpan({ start, end }: Span): Span {
  return { start: start - BEFORE.length, end: end - BEFORE.length };
}
