import type { Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import type { CarrierFile, LoadedDefinition } from "../carrier.ts";
import type { Scope } from "./intrinsic-text.ts";
import type { Substitutions } from "../tokens.ts";

/** What a definition in a template is read with. */
export interface DefinitionScope extends Scope {
  readonly file: CarrierFile;
  /** The text that it stands in; `root` is not looked at. */
  readonly parsed: ParsedText;
  /** Values of the tokens inside the definition: the template's and the person's. */
  readonly tokens: Substitutions;
}

/** A definition without the name of its machine. */
export type UnnamedDefinition = Omit<LoadedDefinition, "machine" | "type">;

/** A definition that stands in a file that is not read, for a reason that is nobody's fault. */
export function unreadDefinition(parsed: ParsedText, span: Span, reason: string): UnnamedDefinition {
  const message = `This definition is not read: ${reason}`;
  return { ...parsed, root: undefined, diagnostics: [{ code: "asl/unread-definition", severity: "info", message, span }], syntax: null };
}

/** A definition whose file is not there, or must not be read. */
export function missingFile(parsed: ParsedText, span: Span, message: string, hint: string | undefined): UnnamedDefinition {
  const diagnostic = {
    code: "asl/missing-file",
    severity: "error",
    message,
    span: spanOf(span),
    ...(hint === undefined ? {} : { hint }),
  } as const;
  return { ...parsed, root: undefined, diagnostics: [diagnostic], syntax: null };
}
