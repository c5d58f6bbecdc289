import type { SourceText, Span } from "../base/span.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { Substitutions } from "./tokens.ts";

/** A state machine found in a file: its tree and what is wrong with its text, ready for the ASL parser. */
export interface LoadedDefinition extends ParsedText {
  /** The file that the definition stands in: not the template, where the template names a file. */
  readonly source: SourceText;
  /** Files that hold it by themselves, too, and that this one came to it through: those of a Terraform module. */
  readonly through?: readonly string[];
  /** The file that makes a machine of it, where that is another than it stands in and was asked for: a local's may be a resource of the file beside it. */
  readonly usedBy?: string;
  /** Its name: file stem, logical id, resource name or key, as the carrier has it. */
  readonly machine: string;
  /** What the carrier says of its type; absent where it says nothing. */
  readonly type?: "STANDARD" | "EXPRESS";
  /** Where it speaks of it; absent where that is not in `source`. */
  readonly typeSpan?: Span;
  /** What may be written at the spans of the tree: null where text there is no straight piece of JSON or YAML, as in a string with escapes. */
  readonly syntax: "json" | "yaml" | null;
}

/** A file that may hold state machines. */
export interface CarrierFile {
  readonly source: SourceText;
  /** Values that the person gives to tokens: they win over what the file says itself. */
  readonly substitutions: Substitutions;
  /** Its JSON or YAML tree as it is written, tokens as strings; read once, and only when asked for. */
  readonly tree: () => Promise<ParsedText>;
  /** A file that this one names, by its path from the folder of this one. Files outside of the project are not read. */
  readonly neighbour: (path: string) => Neighbour;
  /** The names of the files and folders in the folder of this one, itself among them, or in one beside it, by its path from there. */
  readonly folder: (path?: string) => readonly string[];
}

/** A file beside another, or why there is none: `{ problem: "does not exist" }`. */
export type Neighbour =
  | { readonly file: CarrierFile; readonly problem?: never; readonly hint?: never }
  | { readonly file?: never; readonly problem: string; readonly hint?: string };

/** A kind of file that state machines are written in. A new one is a file of its own and a line in `carriers.ts`. */
export interface Carrier {
  readonly recognises: (file: CarrierFile) => boolean | Promise<boolean>;
  /** Its machines in the order of the file; none where it holds none. */
  readonly machines: (file: CarrierFile) => Promise<readonly LoadedDefinition[]>;
}
