import type { Diagnostic, Fix } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { JsonPath } from "../expr/json-path.ts";
import { parseJsonPath } from "../expr/json-path.ts";
import type { Parsed } from "../expr/parsed.ts";
import type { QueryLanguage } from "./ast.ts";

/** Where the parser puts what it finds wrong, and the query language in force. */
export interface ParseContext {
  readonly language: QueryLanguage;
  /** What a state speaks that says nothing, however deep it stands: a Map's or Parallel's own choice is for itself alone. */
  readonly machineLanguage: QueryLanguage;
  readonly diagnostics: Diagnostic[];
  /** One string for each text: a Next is found among the states by comparing pointers, millions of times a second. */
  readonly strings: Map<string, string>;
  /** One path for each text: the states of a machine name the same ones. */
  readonly paths: Map<string, Parsed<JsonPath>>;
  /** The labels of the Maps so far. */
  readonly labels: Set<string>;
  /** Where rules lead that could not be read otherwise: their states are reached. */
  readonly lostTargets: Set<string>;
}

/** A context for a machine that speaks this language. */
export function createParseContext(language: QueryLanguage, diagnostics: Diagnostic[] = []): ParseContext {
  return {
    language,
    machineLanguage: language,
    diagnostics,
    strings: new Map(),
    paths: new Map(),
    labels: new Set(),
    lostTargets: new Set(),
  };
}

/** The same context in a query language, for the states that speak it. */
export function speaking(context: ParseContext, language: QueryLanguage): ParseContext {
  return context.language === language ? context : { ...context, language };
}

/** The one string that stands for this text. */
export function interned({ strings }: ParseContext, text: string): string {
  const known = strings.get(text);
  if (known === undefined) strings.set(text, text);
  return known ?? text;
}

/** The path that a text is. */
export function pathOf({ paths }: ParseContext, text: string): Parsed<JsonPath> {
  const known = paths.get(text);
  if (known !== undefined) return known;
  const path = parseJsonPath(text);
  paths.set(text, path);
  return path;
}

/** Records an error and goes on: the parser returns a tree and every error. */
export function report(context: ParseContext, code: string, span: Span, message: string, hint?: string, fix?: Fix): void {
  add(context, "error", code, span, message, hint, fix);
}

/** Records what AWS accepts although it can hardly be meant. */
export function warn(context: ParseContext, code: string, span: Span, message: string, hint?: string): void {
  add(context, "warning", code, span, message, hint);
}

/** Records what is neither wrong nor doubtful, but to be known. */
export function inform(context: ParseContext, code: string, span: Span, message: string, hint: string): void {
  add(context, "info", code, span, message, hint);
}

const UNREAD = "unread-definition";

/** Records what only a deployment can tell, and nobody can judge before: a part of the definition that is a token. */
export function unread(context: ParseContext, span: Span, what: string): void {
  const hint = "Rules of sagas are left out: they would miss what only is not read.";
  inform(context, UNREAD, span, `${what} is not read: only a deployment can tell what it is`, hint);
}

/** Whether a part of the definition has not been read. */
export function isUnread({ diagnostics }: ParseContext): boolean {
  return diagnostics.some(({ code }) => code === `asl/${UNREAD}`);
}

function add(
  { diagnostics }: ParseContext,
  severity: Diagnostic["severity"],
  code: string,
  span: Span,
  message: string,
  hint?: string,
  fix?: Fix,
): void {
  diagnostics.push({
    code: `asl/${code}`,
    severity,
    message,
    span: spanOf(span),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  });
}
