import { jsonPieces } from "../../source/json-pieces.ts";
import type { MappedText, Piece } from "../../source/mapped-text.ts";
import { mappedText, replacedPieces } from "../../source/mapped-text.ts";
import type { HclCall, HclFile } from "../hcl/hcl-tree.ts";
import { replacementIn } from "./terraform-functions.ts";
import { knownText } from "./terraform-known.ts";
import { settled } from "./terraform-place.ts";
import type { Place } from "./terraform-scope.ts";
import { neighbourOf } from "./terraform-scope.ts";
import { templatePieces } from "./terraform-text.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";

/** A text that functions of Terraform make, piece by piece with its places in the one file where it is written. */
export interface WrittenText {
  readonly file: Pick<HclFile, "source" | "comments">;
  readonly mapped: MappedText;
}

/** Reads what `jsonencode` is given. */
type ReadEncoded = (argument: Place) => Promise<TerraformDefinition>;

/** The text that an expression gives; undefined where it is not known. */
export async function writtenText(written: Place, readEncoded: ReadEncoded): Promise<WrittenText | undefined> {
  const place = settled(written);
  const { scope, expression } = place;
  if (expression.type === "template") return textOf(scope.file, templatePieces(scope, expression, "first", evaluate));
  const [first] = expression.type === "call" ? expression.arguments : [];
  if (expression.type !== "call" || first === undefined) return undefined;
  const argument = { scope, expression: first };
  switch (expression.name) {
    case "file":
      return fileText(argument);
    case "jsonencode": {
      const { source, comments, root } = await readEncoded(argument);
      return textOf({ source, comments }, root && jsonPieces(root));
    }
    case "replace":
      return replacedText(place, expression, await writtenText(argument, readEncoded));
    default:
      return undefined;
  }
}

function textOf(file: WrittenText["file"], pieces: readonly Piece[] | undefined): WrittenText | undefined {
  return pieces && { file, mapped: mappedText(pieces) };
}

function fileText({ scope, expression }: Place): WrittenText | undefined {
  const name = knownText(evaluate(scope, expression));
  const source = name === undefined ? undefined : neighbourOf(scope, name).file?.source;
  return source && textOf({ source, comments: [] }, [{ text: source.text, span: { start: 0, end: source.text.length } }]);
}

function replacedText({ scope }: Place, call: HclCall, text: WrittenText | undefined): WrittenText | undefined {
  if (text === undefined) return undefined;
  const [, wanted, replacement] = call.arguments.map((argument) => evaluate(scope, argument));
  const change = replacementIn(text.mapped.text, wanted, replacement);
  return change && textOf(text.file, replacedPieces(text.mapped, change.from, change.to));
}
