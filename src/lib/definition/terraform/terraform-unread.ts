import type { Diagnostic } from "../../base/diagnostic.ts";
import type { LoadedDefinition, Neighbour } from "../carrier.ts";
import type { Place } from "./terraform-scope.ts";

/** What the `definition` of a machine says: a tree with places in the file where it is written. */
export type TerraformDefinition = Omit<LoadedDefinition, "machine" | "type">;

/** A definition that Terraform alone can make: nobody's fault. */
export function onlyTerraform(place: Place): TerraformDefinition {
  return unread(place, {
    code: "asl/unread-definition",
    severity: "info",
    message: "This definition is not read: only Terraform can tell what it is",
    hint: "Read are jsonencode of an object, a heredoc, a local with either, file and templatefile.",
  });
}

/** A definition whose file is not there; the expression is its path. */
export function missingDefinitionFile(
  place: Place,
  name: string,
  { problem, hint }: Neighbour & { readonly hint?: string },
): TerraformDefinition {
  const { scope, expression } = place;
  const written = scope.file.source.text.slice(expression.span.start, expression.span.end);
  // Where Terraform is run is not known of a module.
  if (/\bpath\.(?:root|cwd)\b/.test(written)) return onlyTerraform(place);
  return unread(place, {
    code: "asl/missing-file",
    severity: "error",
    message: `The definition ${name} ${problem}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

function unread({ scope, expression }: Place, diagnostic: Omit<Diagnostic, "span">): TerraformDefinition {
  const { span } = expression;
  return { source: scope.file.source, root: undefined, diagnostics: [{ ...diagnostic, span }], comments: [], syntax: null };
}
