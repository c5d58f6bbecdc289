import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText } from "../base/span.ts";
import { duplicateKeys } from "../source/findings.ts";
import type { Piece } from "../source/mapped-text.ts";
import { mappedText } from "../source/mapped-text.ts";
import type { Node } from "../source/node.ts";
import { parseInner } from "../source/parse-inner.ts";
import { textFormat } from "../source/parse-text.ts";
import type { CarrierFile, LoadedDefinition } from "./carrier.ts";
import { textPieces } from "./hcl-text.ts";
import type { HclCall, HclExpression, HclFile, HclReference, HclTemplate } from "./hcl-tree.ts";
import { parseJsonWithTokens } from "./parse-with-tokens.ts";
import { substitute } from "./substitute.ts";
import { symbolFor } from "./terraform-symbols.ts";
import type { Place, Scope } from "./terraform-value.ts";
import { evaluate, followed, knownText } from "./terraform-value.ts";
import type { Substitutions } from "./tokens.ts";
import { tokenName } from "./tokens.ts";

/** What the `definition` of a machine says: a tree with places in the file where it is written. */
export type TerraformDefinition = Omit<LoadedDefinition, "machine" | "type">;

/** Reads the value of a `definition` attribute; what only Terraform can make of it is a finding. */
export async function readTerraformDefinition(carrier: CarrierFile, { scope, expression }: Place): Promise<TerraformDefinition> {
  switch (expression.type) {
    case "reference":
      return readReference(carrier, scope, expression);
    case "call":
      return readCall(carrier, scope, expression);
    case "template":
      return readTemplate(carrier, scope, expression);
    case "literal":
    case "tuple":
    case "object":
    case "other":
      return onlyTerraform(scope, expression);
  }
}

/** A definition that Terraform alone can make: nobody's fault. */
function onlyTerraform({ file }: Scope, { span }: HclExpression): TerraformDefinition {
  return unread(file, {
    code: "asl/unread-definition",
    severity: "info",
    message: "This definition is not read: only Terraform can tell what it is",
    span,
    hint: "Read are jsonencode of an object, a heredoc, a local with either, file and templatefile.",
  });
}

function unread({ source }: HclFile, diagnostic: Diagnostic): TerraformDefinition {
  return { source, root: undefined, diagnostics: [diagnostic], comments: [], syntax: null };
}

async function readReference(carrier: CarrierFile, scope: Scope, reference: HclReference): Promise<TerraformDefinition> {
  const [kind, type, name, attribute] = reference.path;
  const template =
    kind === "data" && type === "template_file" && attribute === "rendered" ? scope.module.templates.get(String(name)) : undefined;
  if (template !== undefined) {
    const inner = { ...scope, file: template.file };
    const place = { scope: inner, expression: template.expression };
    return withVars(await readTerraformDefinition(carrier, place), inner, template.vars);
  }
  const place = followed(scope, reference);
  return place === undefined ? onlyTerraform(scope, reference) : readTerraformDefinition(carrier, place);
}

async function readCall(carrier: CarrierFile, scope: Scope, call: HclCall): Promise<TerraformDefinition> {
  const [first, second] = call.arguments;
  if (first === undefined) return onlyTerraform(scope, call);
  switch (call.name) {
    case "jsonencode":
      return readEncoded(carrier, { scope, expression: first });
    case "jsondecode":
    case "yamldecode":
    case "trimspace":
    case "chomp":
      return readTerraformDefinition(carrier, { scope, expression: first });
    case "file":
      return readNeighbour(carrier, scope, call, first);
    case "templatefile":
      return withVars(await readNeighbour(carrier, scope, call, first), scope, second);
    default:
      return onlyTerraform(scope, call);
  }
}

/** The value that `jsonencode` is given, in the file where it is written. */
async function readEncoded(carrier: CarrierFile, { scope, expression }: Place): Promise<TerraformDefinition> {
  if (expression.type === "call" && expression.name !== "merge") return readCall(carrier, scope, expression);
  const behind = expression.type === "reference" ? followed(scope, expression) : undefined;
  if (behind !== undefined) return readEncoded(carrier, behind);
  const root = evaluate(scope, expression);
  if (root.type !== "object") return onlyTerraform(scope, expression);
  const { source, comments } = scope.file;
  return { source, root, diagnostics: repeatedKeys(source, root), comments, syntax: null };
}

/** Terraform takes the last of them without a word, and a state is lost. */
function repeatedKeys(source: SourceText, node: Node): readonly Diagnostic[] {
  if (node.type === "array") return node.items.flatMap((item) => repeatedKeys(source, item));
  if (node.type !== "object") return [];
  return [...duplicateKeys(source, node.members), ...node.members.flatMap(({ value }) => repeatedKeys(source, value))];
}

/** A definition that is text; Terraform's expressions in it are tokens, put into the tree once JSON has been read. */
async function readTemplate(carrier: CarrierFile, scope: Scope, template: HclTemplate): Promise<TerraformDefinition> {
  const [first, ...others] = template.parts;
  if (first?.type === "interpolation" && others.length === 0) return readTerraformDefinition(carrier, { scope, expression: first.value });
  if (template.parts.some(({ type }) => type === "directive")) return onlyTerraform(scope, template);
  const { source, comments } = scope.file;
  const pieces = template.parts.flatMap((part): readonly Piece[] =>
    part.type === "interpolation"
      ? [{ text: symbolFor(source.text, part.value), span: part.span }]
      : textPieces(source.text, part.span, template.form),
  );
  const parsed = parseInner(source, mappedText(pieces), parseJsonWithTokens);
  return { ...substitute(parsed, { substitutions: valuesIn(scope, template), reportUnknown: false }), comments, syntax: null };
}

/** What the tokens of a template stand for, as far as it is known. */
function valuesIn(scope: Scope, { parts }: HclTemplate): Substitutions {
  const interpolations = parts.flatMap((part) => (part.type === "interpolation" ? [part.value] : []));
  return textsOf(interpolations.map((value) => [tokenName(symbolFor(scope.file.source.text, value)) ?? "", evaluate(scope, value)]));
}

function textsOf(values: readonly (readonly [string, Node])[]): Substitutions {
  return Object.fromEntries(
    values.flatMap(([name, node]) => {
      const text = node.type === "string" ? node.value : knownText(node);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

async function readNeighbour(carrier: CarrierFile, scope: Scope, call: HclCall, path: HclExpression): Promise<TerraformDefinition> {
  const name = knownText(evaluate(scope, path));
  if (name === undefined) return onlyTerraform(scope, path);
  const neighbour = carrier.neighbour(name);
  if (!("file" in neighbour)) {
    const { problem, hint } = neighbour;
    const message = `The definition ${name} ${problem}`;
    return unread(scope.file, {
      code: "asl/missing-file",
      severity: "error",
      message,
      span: path.span,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const { file } = neighbour;
  if (call.name === "templatefile" && DIRECTIVE.test(file.source.text)) return onlyTerraform(scope, call);
  const parsed = substitute(await file.tree(), { substitutions: scope.substitutions, reportUnknown: false });
  return { ...parsed, source: file.source, syntax: textFormat(file.source) };
}

/** `%{ for … }`, and not `%%{`, which is text. */
const DIRECTIVE = /(?<!%)%\{/;

/** The definition with the values that a template's own tokens are given; the person's win. */
function withVars(definition: TerraformDefinition, scope: Scope, vars: HclExpression | undefined): TerraformDefinition {
  const given = vars === undefined ? undefined : evaluate(scope, vars);
  if (given?.type !== "object") return definition;
  const values = textsOf(given.members.map(({ key, value }) => [key, value]));
  return { ...definition, ...substitute(definition, { substitutions: values, reportUnknown: false }) };
}
