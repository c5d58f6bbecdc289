import type { SourceText } from "../base/span.ts";
import type { ParsedText } from "../source/parsed-text.ts";

/** A state machine found in a file: its tree and what is wrong with its text, ready for the ASL parser. */
export interface LoadedDefinition extends ParsedText {
  /** Its name: file stem, logical id, resource name or key, as the carrier has it. */
  readonly machine: string;
  /** What the carrier says of its type; absent where it says nothing. */
  readonly type?: "STANDARD" | "EXPRESS";
}

/** A file that may hold state machines. */
export interface CarrierFile {
  readonly source: SourceText;
  /** Its JSON or YAML tree, substituted; read once, and only when asked for. */
  readonly tree: () => Promise<ParsedText>;
}

/** A kind of file that state machines are written in. A new one is a file of its own and a line in `carriers.ts`. */
export interface Carrier {
  readonly recognises: (file: CarrierFile) => boolean | Promise<boolean>;
  /** Its machines in the order of the file; a UserError where there is none. */
  readonly machines: (file: CarrierFile) => Promise<readonly LoadedDefinition[]>;
}
