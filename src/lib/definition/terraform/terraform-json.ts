import type { SourceText, Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import { mappedString } from "../../source/mapped-string.ts";
import type { MappedText, Piece } from "../../source/mapped-text.ts";
import { mappedText, outerSpan, slicePieces } from "../../source/mapped-text.ts";
import type { Member, Node, StringNode } from "../../source/node.ts";
import { placed } from "../../source/parse-inner.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import { parseHcl } from "../hcl/hcl-file.ts";
import type { HclFile } from "../hcl/hcl-tree.ts";
import { expressionsIn } from "./terraform-json-text.ts";

/** Terraform's language, made of a file in which it is written as JSON. */
interface MadeText extends SourceText {
  readonly written: SourceText;
  readonly mapped: MappedText;
}

/** Reads a Terraform file in JSON as the same file in Terraform's own language: https://developer.hashicorp.com/terraform/language/syntax/json */
export async function parseTerraformJson({ source: written, root, diagnostics }: ParsedText): Promise<HclFile> {
  if (root === undefined || diagnostics.length > 0) return { source: written, attributes: [], blocks: [], comments: [], diagnostics };
  const mapped = mappedText(membersOf(root).flatMap((member) => sectionPieces(written, member)));
  const source: MadeText = { file: written.file, text: mapped.text, written, mapped };
  const file = await parseHcl(source);
  return { ...file, source };
}

/** What was read in a text with its places in the file that the person wrote. */
export function asWritten<T extends Pick<ParsedText, "source" | "root" | "diagnostics">>(read: T): T {
  if (!isMade(read.source)) return read;
  const { written, mapped } = read.source;
  const place = (span: Span): Span => outerSpan(mapped, span);
  const diagnostics = read.diagnostics.map((diagnostic) => ({ ...diagnostic, span: place(diagnostic.span) }));
  return { ...read, source: written, root: read.root && placed(read.root, place), diagnostics };
}

function isMade(source: SourceText): source is MadeText {
  return "mapped" in source;
}

/** How many labels the blocks of a section have; what stands elsewhere names no machine and no value. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, locals: 0 };

function sectionPieces(source: SourceText, { key, start, value }: Member): readonly Piece[] {
  const labels = Object.hasOwn(LABELS, key) ? LABELS[key] : undefined;
  return labels === undefined ? [] : blockPieces(source, [glue(key, start)], value, labels);
}

/** `resource "type" "name" { … }`: a level of objects for each label; a list stands for several. */
function blockPieces(source: SourceText, head: readonly Piece[], node: Node, labels: number): readonly Piece[] {
  if (node.type === "array") return node.items.flatMap((item) => blockPieces(source, head, item, labels));
  if (labels === 0) {
    const attributes = membersOf(node).filter(({ key }) => /^[A-Za-z_][\w-]*$/.test(key));
    const body = attributes.flatMap((member) => [
      glue(`${member.key} = `, member.start),
      ...valuePieces(source, member.value),
      glue("\n", member.value.end),
    ]);
    return [...head, glue(" {\n", node.start), ...body, glue("}\n", node.end)];
  }
  return membersOf(node).flatMap((member) =>
    blockPieces(source, [...head, glue(` ${JSON.stringify(member.key)}`, member.start)], member.value, labels - 1),
  );
}

function valuePieces(source: SourceText, node: Node): readonly Piece[] {
  switch (node.type) {
    case "object": {
      const members = node.members.flatMap((member) => [
        { text: JSON.stringify(member.key), span: spanOf(member) },
        glue(" = ", member.end),
        ...valuePieces(source, member.value),
        glue("\n", member.value.end),
      ]);
      return [glue("{\n", node.start), ...members, glue("}", node.end)];
    }
    case "array":
      return [
        glue("[", node.start),
        ...node.items.flatMap((item) => [...valuePieces(source, item), glue(",", item.end)]),
        glue("]", node.end),
      ];
    case "string":
      return templatePieces(source, node);
    case "number":
    case "boolean":
    case "null":
      return [{ text: source.text.slice(node.start, node.end), span: spanOf(node) }];
  }
}

/** A string is a template: what stands between its expressions has the escapes of both languages, but in them there are none of JSON. */
function templatePieces(source: SourceText, node: StringNode): readonly Piece[] {
  const value = mappedString(source, node);
  const pieces: Piece[] = [];
  let done = 0;
  const addText = (to: number): void => {
    for (const { text, span } of slicePieces(value, done, to)) pieces.push({ text: JSON.stringify(text).slice(1, -1), span });
    done = to;
  };
  for (const { start, end } of expressionsIn(value.text)) {
    addText(start);
    pieces.push(...slicePieces(value, start, end));
    done = end;
  }
  addText(value.text.length);
  return [glue('"', node.start), ...pieces, glue('"', node.end)];
}

function glue(text: string, at: number): Piece {
  return { text, span: { start: at, end: at } };
}

function membersOf(node: Node): readonly Member[] {
  return node.type === "object" ? node.members : [];
}
