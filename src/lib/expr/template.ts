import type { JsonValue } from "../base/json.ts";
import type { Span } from "../base/span.ts";
import type { Intrinsic } from "./intrinsic.ts";
import type { JsonPath } from "./json-path.ts";

/** A payload template of either query language, parsed: fields ending in `.$` (JSONPath) and `{% … %}` strings (JSONata) are its leaves. */
export type Template =
  | { readonly type: "literal"; readonly value: JsonValue; readonly span: Span }
  | { readonly type: "path"; readonly path: JsonPath; readonly span: Span }
  | { readonly type: "intrinsic"; readonly call: Intrinsic; readonly span: Span }
  | { readonly type: "jsonata"; readonly source: string; readonly span: Span }
  | { readonly type: "object"; readonly entries: readonly TemplateEntry[]; readonly span: Span }
  | { readonly type: "array"; readonly items: readonly Template[]; readonly span: Span };

/** One field of an object template; `key` is the name it produces (without `.$`). */
export interface TemplateEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Template;
}
