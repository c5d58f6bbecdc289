/**
 * The shape a file must have, as data: {@link checkSchema} checks a text against it with spans,
 * and {@link jsonSchemaOf} publishes it for editors.
 */
export type Schema =
  | TextSchema
  | NumberSchema
  | BooleanSchema
  | AnySchema
  | ListSchema
  | RecordSchema
  | MapSchema
  | VariantsSchema
  | EitherSchema;

interface Described {
  /** What the value means, for people who see it in their editor. */
  readonly description?: string;
}

export interface TextSchema extends Described {
  readonly type: "text";
  /** The only words allowed. */
  readonly values?: readonly string[];
  /** A regular expression, with `expected` in words: `{ pattern: "^https?://", expected: "an http URL" }`. */
  readonly pattern?: string;
  readonly expected?: string;
  /** A check that the caller brings, by name: what a pattern cannot say. */
  readonly format?: string;
}

export interface NumberSchema extends Described {
  readonly type: "number";
  /** The number is greater than this. */
  readonly above?: number;
}

export interface BooleanSchema extends Described {
  readonly type: "boolean";
}

/** Any JSON value. */
export interface AnySchema extends Described {
  readonly type: "any";
}

export interface ListSchema extends Described {
  readonly type: "list";
  readonly items: Schema;
  readonly min?: number;
  readonly max?: number;
}

/** A mapping whose keys are ours. */
export interface RecordSchema extends Described {
  readonly type: "record";
  readonly keys: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** A mapping whose keys are the person's. */
export interface MapSchema extends Described {
  readonly type: "map";
  readonly values: Schema;
}

/** A mapping that has exactly one of several keys, which decides what else it may have. */
export interface VariantsSchema extends Described {
  readonly type: "variants";
  readonly variants: Readonly<Record<string, RecordSchema>>;
}

/** One of several shapes that differ in their JSON type. */
export interface EitherSchema extends Described {
  readonly type: "either";
  readonly options: readonly Schema[];
}
