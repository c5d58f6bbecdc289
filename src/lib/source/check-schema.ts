import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { Node, ObjectNode } from "./node.ts";
import { memberOf } from "./node.ts";
import { expected, found, listed } from "./schema-words.ts";
import type { EitherSchema, ListSchema, NumberSchema, RecordSchema, Schema, TextSchema, VariantsSchema } from "./schema.ts";

/** What is wrong with a text, and how to mend it: `{ problem: "leads out of the folder" }` reads `definition leads out of the folder`. */
export interface FormatProblem {
  readonly problem: string;
  readonly hint?: string;
}

export interface SchemaOptions {
  /** Code of every diagnostic, as `config`. */
  readonly code: string;
  /** Checks named by `format` in the schema. */
  readonly formats?: Readonly<Record<string, (text: string) => FormatProblem | undefined>>;
}

/** Everything in which a value differs from its schema, in the order of the text: wrong types, missing and unknown keys (with near names). */
export function checkSchema(node: Node, schema: Schema, options: SchemaOptions): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  check({ options, diagnostics }, node, schema, "");
  return diagnostics.sort((a, b) => a.span.start - b.span.start);
}

interface Check {
  readonly options: SchemaOptions;
  readonly diagnostics: Diagnostic[];
}

function check(run: Check, node: Node, schema: Schema, path: string): void {
  switch (schema.type) {
    case "any":
      return;
    case "text":
      if (expect(run, node, schema, path)) checkText(run, node, schema, path);
      return;
    case "number":
      if (expect(run, node, schema, path)) checkNumber(run, node, schema, path);
      return;
    case "boolean":
      expect(run, node, schema, path);
      return;
    case "list":
      if (expect(run, node, schema, path)) checkList(run, node, schema, path);
      return;
    case "map":
      if (expect(run, node, schema, path) && node.type === "object") {
        for (const { key, value } of node.members) check(run, value, schema.values, memberPath(path, key));
      }
      return;
    case "record":
      if (expect(run, node, schema, path) && node.type === "object") checkRecord(run, node, schema, path);
      return;
    case "variants":
      if (expect(run, node, schema, path) && node.type === "object") checkVariants(run, node, schema, path);
      return;
    case "either":
      checkEither(run, node, schema, path);
  }
}

function report({ options, diagnostics }: Check, span: Span, message: string, hint?: string): void {
  diagnostics.push({ code: options.code, severity: "error", message, span: spanOf(span), ...(hint === undefined ? {} : { hint }) });
}

/** Whether the value has the JSON type of the schema; reports where it has not. */
function expect(run: Check, node: Node, schema: Schema, path: string): boolean {
  if (nodeType(schema) === node.type) return true;
  const hint = node.type === "null" ? "Give it a value, or remove the key." : schema.type === "text" ? "Put it in quotes." : undefined;
  report(run, node, `${named(path)} must be ${expected(schema)}, not ${found(node)}`, hint);
  return false;
}

function checkText(run: Check, node: Node, schema: TextSchema, path: string): void {
  if (node.type !== "string") return;
  const { values, pattern, format } = schema;
  if (values !== undefined && !values.includes(node.value)) {
    const hint = nearNames(node.value, values).length === 0 ? undefined : didYouMean(node.value, values);
    report(run, node, `${named(path)} must be ${expected(schema)}, not ${found(node)}`, hint);
  } else if (pattern !== undefined && !new RegExp(pattern).test(node.value)) {
    report(run, node, `${named(path)} must be ${expected(schema)}, not ${found(node)}`);
  } else if (format !== undefined) {
    const wrong = run.options.formats?.[format]?.(node.value);
    if (wrong !== undefined) report(run, node, `${named(path)} ${wrong.problem}`, wrong.hint);
  }
}

function checkNumber(run: Check, node: Node, schema: NumberSchema, path: string): void {
  if (node.type === "number" && schema.above !== undefined && node.value <= schema.above) {
    report(run, node, `${named(path)} must be ${expected(schema)}, not ${found(node)}`);
  }
}

function checkList(run: Check, node: Node, schema: ListSchema, path: string): void {
  if (node.type !== "array") return;
  const { length } = node.items;
  if (length < (schema.min ?? 0) || length > (schema.max ?? length)) {
    report(run, node, `${named(path)} must be ${expected(schema)}, not one of ${length}`);
  }
  for (const [index, item] of node.items.entries()) check(run, item, schema.items, `${path}[${index}]`);
}

function checkRecord(run: Check, node: ObjectNode, schema: RecordSchema, path: string): void {
  for (const member of node.members) {
    const { key, value } = member;
    if (Object.hasOwn(schema.keys, key)) check(run, value, schema.keys[key] as Schema, memberPath(path, key));
    else report(run, member, `Unknown key "${key}"${path === "" ? "" : ` in ${path}`}`, didYouMean(key, Object.keys(schema.keys)));
  }
  for (const key of schema.required ?? []) {
    if (memberOf(node, key) === undefined) report(run, node, `${named(path)} needs the key "${key}"`);
  }
}

function checkVariants(run: Check, node: ObjectNode, { variants }: VariantsSchema, path: string): void {
  const names = Object.keys(variants);
  const present = names.filter((name) => memberOf(node, name) !== undefined);
  const [name, ...others] = present;
  if (name !== undefined && others.length === 0) {
    checkRecord(run, node, variants[name] as RecordSchema, path);
    return;
  }
  const has = name === undefined ? "has none of them" : `has ${listed(present, "and")}`;
  const stray = node.members.find(({ key }) => nearNames(key, names).length > 0);
  const hint = name === undefined && stray !== undefined ? didYouMean(stray.key, names) : undefined;
  report(run, node, `${named(path)} must have exactly one of ${listed(names, "and")}, and ${has}`, hint);
}

function checkEither(run: Check, node: Node, schema: EitherSchema, path: string): void {
  const option = schema.options.find((candidate) => nodeType(candidate) === node.type);
  if (option === undefined) report(run, node, `${named(path)} must be ${expected(schema)}, not ${found(node)}`);
  else check(run, node, option, path);
}

/** The type of the nodes that a schema admits; undefined where several are. */
function nodeType(schema: Schema): Node["type"] | undefined {
  switch (schema.type) {
    case "text":
      return "string";
    case "number":
    case "boolean":
      return schema.type;
    case "list":
      return "array";
    case "record":
    case "map":
    case "variants":
      return "object";
    case "any":
    case "either":
      return undefined;
  }
}

function named(path: string): string {
  return path === "" ? "The file" : path;
}

/** `machines.order.steps["sns:NotifySuccess"]`. */
function memberPath(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
