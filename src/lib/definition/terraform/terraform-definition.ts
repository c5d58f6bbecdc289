import type { SourceText } from "../../base/span.ts";
import { duplicateKeys } from "../../source/findings.ts";
import type { Member, Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { textFormat } from "../../source/parse-text.ts";
import type { HclCall, HclConditional, HclExpression, HclReference, HclTemplate } from "../hcl/hcl-tree.ts";
import { substitute } from "../substitute.ts";
import { knownText, textOf } from "./terraform-known.ts";
import { onlyInterpolation, settled } from "./terraform-place.ts";
import { neighbourOf } from "./terraform-scope.ts";
import type { Place } from "./terraform-scope.ts";
import type { Format } from "./terraform-template.ts";
import { holdsExpressions, parsePieces, renderTemplate } from "./terraform-template.ts";
import { templatePieces } from "./terraform-text.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { missingDefinitionFile, onlyTerraform } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";
import { writtenText } from "./terraform-written-text.ts";

/** Reads the value of a `definition` attribute; what only Terraform can make of it is a finding. */
export async function readTerraformDefinition(written: Place, format: Format = "json"): Promise<TerraformDefinition> {
  const place = settled(written);
  const { expression } = place;
  switch (expression.type) {
    case "reference":
      return readReference(place, expression, format);
    case "call":
      return readCall(place, expression, format);
    case "template":
      return readTemplate(place, expression, format);
    case "conditional":
      return readEither(place, expression, (side) => readTerraformDefinition(side, format));
    case "object":
      return readValue(place);
    default:
      return onlyTerraform(place);
  }
}

/** Whether what was read is a machine's definition: it looks like nothing else. */
export function isMachine({ root }: TerraformDefinition): boolean {
  return memberOf(root, "StartAt") !== undefined && memberOf(root, "States") !== undefined;
}

/** Of a condition that is not known, the first side that can be read. */
async function readEither(
  place: Place,
  { whenTrue, whenFalse }: HclConditional,
  read: (side: Place) => Promise<TerraformDefinition>,
): Promise<TerraformDefinition> {
  const [one, other] = await Promise.all([whenTrue, whenFalse].map((expression) => read({ ...place, expression })));
  return [one, other].find((side) => side?.root !== undefined) ?? onlyTerraform(place);
}

async function readReference(place: Place, { path }: HclReference, format: Format): Promise<TerraformDefinition> {
  const { scope } = place;
  const [kind, type, name, attribute] = path;
  const template =
    kind === "data" && type === "template_file" && attribute === "rendered" ? scope.module.templates.get(String(name)) : undefined;
  if (template === undefined) return readText(place, format);
  const written = settled({ scope: { ...scope, file: template.file }, expression: template.expression });
  const { expression } = written;
  const vars = template.vars ?? { type: "object", elements: [], span: expression.span };
  if (expression.type === "call" && expression.name === "file") return readNamed(written, expression, vars, format);
  return withValues(await readTerraformDefinition(written, format), membersIn(evaluate(written.scope, vars)));
}

async function readCall(place: Place, call: HclCall, format: Format): Promise<TerraformDefinition> {
  const [first, second] = call.arguments;
  if (first === undefined) return onlyTerraform(place);
  const argument = { ...place, expression: first };
  switch (call.name) {
    case "jsonencode":
      return readEncoded(argument);
    case "jsondecode":
      return readTerraformDefinition(argument, "json");
    case "yamldecode":
      return readTerraformDefinition(argument, "yaml");
    case "trimspace":
    case "chomp":
    case "tostring":
    case "nonsensitive":
      return readTerraformDefinition(argument, format);
    case "file":
      return readNamed(place, call, undefined, format);
    case "templatefile":
      return readNamed(place, call, second, format);
    case "replace":
      return readReplaced(place, format);
    default:
      return readText(place, format);
  }
}

/** The value that `jsonencode` is given, in the file where it is written. */
async function readEncoded(written: Place): Promise<TerraformDefinition> {
  const place = settled(written);
  const { expression } = place;
  if (expression.type === "conditional") return readEither(place, expression, readEncoded);
  if (expression.type === "call" && /^(?:json|yaml)decode$/.test(expression.name)) return readTerraformDefinition(place);
  return readValue(place);
}

/** A definition that is a value of Terraform's. */
function readValue(place: Place): TerraformDefinition {
  const root = evaluate(place.scope, place.expression);
  if (root.type !== "object") return onlyTerraform(place);
  const { source, comments } = place.scope.file;
  return { source, root, diagnostics: repeatedKeys(source, root), comments, syntax: null };
}

/** Terraform takes the last of them without a word, and a state is lost. */
function repeatedKeys(source: SourceText, node: Node): TerraformDefinition["diagnostics"] {
  if (node.type === "array") return node.items.flatMap((item) => repeatedKeys(source, item));
  if (node.type !== "object") return [];
  return [...duplicateKeys(source, node.members), ...node.members.flatMap(({ value }) => repeatedKeys(source, value))];
}

/** A text that a function makes: all that is in it stands where the function is called. */
async function readText(place: Place, format: Format): Promise<TerraformDefinition> {
  const { span } = place.expression;
  const node = evaluate(place.scope, place.expression);
  if (node.type !== "string" || !node.value.includes("StartAt")) return onlyTerraform(place);
  return parsePieces(place.scope.file, [{ text: node.value, span }], format);
}

/** A text in which something is replaced: the rest of it stands where it is written. */
async function readReplaced(place: Place, format: Format): Promise<TerraformDefinition> {
  const text = await writtenText(place, readEncoded);
  return text === undefined ? readText(place, format) : parsePieces(text.file, text.mapped.pieces, format);
}

/** A definition that is written in quotes or a heredoc. */
async function readTemplate(place: Place, template: HclTemplate, format: Format): Promise<TerraformDefinition> {
  if (onlyInterpolation(template) !== undefined) return onlyTerraform(place);
  const pieces = templatePieces(place.scope, template, "first", evaluate);
  return pieces === undefined ? onlyTerraform(place) : parsePieces(place.scope.file, pieces, format);
}

/** The file that `file` or `templatefile` names, with the values that its tokens are given. */
async function readNamed(place: Place, call: HclCall, vars: HclExpression | undefined, format: Format): Promise<TerraformDefinition> {
  const { scope } = place;
  const [path] = call.arguments;
  const name = path && knownText(evaluate(scope, path));
  if (path === undefined || name === undefined) return onlyTerraform({ scope, expression: path ?? call });
  const neighbour = neighbourOf(scope, name);
  if (neighbour.problem !== undefined) return missingDefinitionFile({ scope, expression: path }, name, neighbour);
  const { file } = neighbour;
  const isTemplate = call.name === "templatefile" || vars !== undefined;
  const values = vars === undefined ? [] : membersIn(evaluate(scope, vars));
  if (isTemplate && holdsExpressions(file.source.text)) return renderTemplate(place, file.source, values, format);
  const parsed = substitute(await file.tree(), { substitutions: scope.substitutions, reportUnknown: false });
  return withValues({ ...parsed, source: file.source, syntax: textFormat(file.source) }, values);
}

/** The definition with the values that a template's own tokens are given; the person's win. */
function withValues(definition: TerraformDefinition, values: readonly Member[]): TerraformDefinition {
  const substitutions = Object.fromEntries(
    values.flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
  return { ...definition, ...substitute(definition, { substitutions, reportUnknown: false }) };
}

function membersIn(node: Node): readonly Member[] {
  return node.type === "object" ? node.members : [];
}
