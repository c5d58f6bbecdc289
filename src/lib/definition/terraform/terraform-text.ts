import type { Piece } from "../../source/mapped-text.ts";
import type { Node } from "../../source/node.ts";
import { textPieces } from "../hcl/hcl-text.ts";
import type { HclExpression, HclTemplate, HclTemplatePart } from "../hcl/hcl-tree.ts";
import { textOf, truthOf } from "./terraform-known.ts";
import type { Scope } from "./terraform-scope.ts";
import { symbolFor } from "./terraform-symbols.ts";
import { roundsOf } from "./terraform-for.ts";

/** Gives the value of an expression in a scope. */
type Evaluate = (scope: Scope, expression: HclExpression) => Node;

/**
 * What becomes of a directive that depends on what is not known: it stays a token as a whole,
 * or is read by its first way, and then a repetition leaves nothing that can be read.
 */
type Unknown = "symbol" | "first";

/** The text that a template gives, each piece with its place; undefined where it cannot be read. */
export function templatePieces(
  scope: Scope,
  { form, parts }: HclTemplate,
  unknown: Unknown,
  evaluate: Evaluate,
): readonly Piece[] | undefined {
  return piecesOf(scope, parts);

  function piecesOf(at: Scope, all: readonly HclTemplatePart[]): readonly Piece[] | undefined {
    const pieces = all.map((part) => partPieces(at, part) ?? (unknown === "symbol" ? [symbolPiece(at, part)] : undefined));
    return pieces.includes(undefined) ? undefined : pieces.flatMap((piece) => piece ?? []);
  }

  function partPieces(at: Scope, part: HclTemplatePart): readonly Piece[] | undefined {
    switch (part.type) {
      case "text":
        return textPieces(at.file.source.text, part.span, form);
      case "interpolation": {
        const text = textOf(evaluate(at, part.value));
        return [text === undefined ? { ...symbolPiece(at, part.value), span: part.span } : { text, span: part.span }];
      }
      case "if": {
        const truth = truthOf(evaluate(at, part.condition));
        const [whenTrue, whenFalse] = [part.whenTrue, part.whenFalse].map((parts) => piecesOf(at, parts));
        if (truth === false) return whenFalse;
        return truth === true || unknown === "first" || writes(whenTrue) === writes(whenFalse) ? whenTrue : undefined;
      }
      case "for": {
        const rounds = roundsOf(at, part.names, evaluate(at, part.collection))?.map((round) =>
          at.budget.left < 0 ? undefined : piecesOf(round, part.parts),
        );
        return rounds?.includes(undefined) === false ? rounds.flatMap((pieces) => pieces ?? []) : undefined;
      }
    }
  }
}

function symbolPiece({ file }: Scope, written: { readonly span: HclExpression["span"] }): Piece {
  return { text: symbolFor(file.source.text, { type: "other", span: written.span }), span: written.span };
}

function writes(pieces: readonly Piece[] | undefined): string | undefined {
  return pieces?.map(({ text }) => text).join("");
}
