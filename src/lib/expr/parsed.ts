/** What parsing a small language gave: its tree, or what is wrong and where (an offset into the text). */
export type Parsed<T> = { readonly ok: true; readonly value: T } | SyntaxFailure;

/** A text that is not a sentence of its language. */
export interface SyntaxFailure {
  readonly ok: false;
  readonly message: string;
  readonly offset: number;
}
