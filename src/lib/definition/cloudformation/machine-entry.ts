import type { SourceText, Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import { inTextOrder } from "../../source/findings.ts";
import type { Node } from "../../source/node.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import { fileStem } from "../asl-file.ts";
import type { LoadedDefinition } from "../carrier.ts";
import type { DefinitionPlace } from "./definition-place.ts";
import type { DefinitionScope, UnnamedDefinition } from "./definition-scope.ts";
import { fileDefinition } from "./file-definition.ts";
import { inlineDefinition } from "./inline-definition.ts";
import { textOf } from "./intrinsic-text.ts";
import { textDefinition } from "./text-definition.ts";

/** A state machine as a template lists it. */
export interface MachineEntry {
  readonly name: string;
  /** Where the template speaks of it. */
  readonly span: Span;
  /** What says its type, where something does, and the text that it stands in. */
  readonly type: { readonly node: Node; readonly source: SourceText } | undefined;
  readonly place: DefinitionPlace | { readonly type: "unread"; readonly definition: UnnamedDefinition };
  readonly scope: DefinitionScope;
}

/** Reads the definitions of all entries, which stand in these texts. */
export async function loadEntries(entries: readonly MachineEntry[], texts: readonly ParsedText[]): Promise<readonly LoadedDefinition[]> {
  const definitions = await Promise.all(entries.map(loadEntry));
  return texts.reduce<readonly LoadedDefinition[]>((all, parsed) => withSyntaxErrors(all, parsed, entries), definitions);
}

async function loadEntry(entry: MachineEntry): Promise<LoadedDefinition> {
  const { name, span: all, type, scope } = entry;
  const definition = await readPlace(entry);
  const around = scope.parsed.diagnostics.filter(({ span }) => isWithin(span, all));
  const word = type && textOf({ ...scope, source: type.source }, type.node);
  return {
    ...definition,
    machine: name,
    ...(word === "EXPRESS" || word === "STANDARD" ? { type: word } : {}),
    ...(type?.source.file === definition.source.file ? { typeSpan: spanOf(type.node) } : {}),
    ...(definition.source === scope.source ? { diagnostics: inTextOrder([...around, ...definition.diagnostics]) } : {}),
  };
}

function readPlace({ scope, place }: MachineEntry): UnnamedDefinition | Promise<UnnamedDefinition> {
  switch (place.type) {
    case "inline":
      return inlineDefinition(scope, place.node);
    case "text":
      return textDefinition(scope, place.node);
    case "file":
      return fileDefinition(scope, place.node);
    case "unread":
      return place.definition;
  }
}

/** Syntax errors that are in no entry may have hidden one: they go to the first definition of the text, else stand by themselves. */
function withSyntaxErrors(
  definitions: readonly LoadedDefinition[],
  parsed: ParsedText,
  entries: readonly MachineEntry[],
): readonly LoadedDefinition[] {
  const here = entries.filter(({ scope }) => scope.source === parsed.source);
  const errors = parsed.diagnostics.filter(({ code, span }) => code === "asl/syntax" && !here.some((entry) => isWithin(span, entry.span)));
  if (errors.length === 0) return definitions;
  const first = definitions.findIndex(({ source }) => source === parsed.source);
  if (first === -1)
    return [...definitions, { ...parsed, root: undefined, diagnostics: errors, machine: fileStem(parsed.source.file), syntax: null }];
  return definitions.map((definition, index) =>
    index === first ? { ...definition, diagnostics: inTextOrder([...definition.diagnostics, ...errors]) } : definition,
  );
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
