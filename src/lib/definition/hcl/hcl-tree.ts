import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SourceText, Span } from "../../base/span.ts";
import type { Comment } from "../../source/parsed-text.ts";

/** A Terraform file as a tree, and everything wrong with its text. */
export interface HclFile extends HclBody {
  readonly source: SourceText;
  readonly comments: readonly Comment[];
  /** Syntax errors, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands between the braces of a block, or in a file. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** `resource "aws_sfn_state_machine" "order" { … }`: a type, labels and a body. */
export interface HclBlock extends HclBody {
  readonly type: string;
  readonly labels: readonly string[];
  readonly span: Span;
}

/** `name = expression`. */
export interface HclAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
}

/** An expression, as far as its value may be known without running Terraform. */
export type HclExpression =
  | HclLiteral
  | HclTemplate
  | HclTuple
  | HclObject
  | HclReference
  | HclMember
  | HclCall
  | HclOperation
  | HclConditional
  | HclFor
  | HclOther;

export interface HclLiteral {
  readonly type: "literal";
  readonly value: number | boolean | null;
  readonly span: Span;
}

/** Text in quotes or a heredoc. */
export interface HclTemplate {
  readonly type: "template";
  readonly form: "quoted" | "heredoc";
  readonly parts: readonly HclTemplatePart[];
  readonly span: Span;
}

/** A stretch of a template: text as it is written, `${expression}`, or a directive with the parts that it holds. */
export type HclTemplatePart =
  | { readonly type: "text"; readonly span: Span }
  | { readonly type: "interpolation"; readonly value: HclExpression; readonly span: Span }
  | HclTemplateIf
  | HclTemplateFor;

/** `%{ if condition }…%{ else }…%{ endif }`. */
export interface HclTemplateIf {
  readonly type: "if";
  readonly condition: HclExpression;
  readonly whenTrue: readonly HclTemplatePart[];
  readonly whenFalse: readonly HclTemplatePart[];
  readonly span: Span;
}

/** `%{ for key, value in collection }…%{ endfor }`: one name or two. */
export interface HclTemplateFor {
  readonly type: "for";
  readonly names: readonly string[];
  readonly collection: HclExpression;
  readonly parts: readonly HclTemplatePart[];
  readonly span: Span;
}

export interface HclTuple {
  readonly type: "tuple";
  readonly items: readonly HclExpression[];
  readonly span: Span;
}

export interface HclObject {
  readonly type: "object";
  readonly elements: readonly HclElement[];
  readonly span: Span;
}

/** `key = value` of an object; a key of one word without quotes is a template, too. */
export interface HclElement {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** `var.retries`, `local.states["Pay"]`, `aws_lambda_function.pay[0].arn`: a name and the members taken of it. */
export interface HclReference {
  readonly type: "reference";
  readonly path: readonly (string | number)[];
  readonly span: Span;
}

/** A member of a value that is no plain name, or under a key that has to be worked out: `local.states[each.key]`, `jsondecode(…).States`. */
export interface HclMember {
  readonly type: "member";
  readonly of: HclExpression;
  readonly key: HclExpression;
  readonly span: Span;
}

export interface HclCall {
  readonly type: "call";
  readonly name: string;
  readonly arguments: readonly HclExpression[];
  /** Whether the last argument is a list that is spread over the parameters: `merge(local.all...)`. */
  readonly spread: boolean;
  readonly span: Span;
}

/** `!var.paid`, `var.stage == "live"`: an operator with the one or two values that it is applied to. */
export interface HclOperation {
  readonly type: "operation";
  readonly operator: string;
  readonly operands: readonly HclExpression[];
  readonly span: Span;
}

/** `condition ? whenTrue : whenFalse`. */
export interface HclConditional {
  readonly type: "conditional";
  readonly condition: HclExpression;
  readonly whenTrue: HclExpression;
  readonly whenFalse: HclExpression;
  readonly span: Span;
}

/** `[for value in collection : result]`, `{ for key, value in collection : key => result if condition }`. */
export interface HclFor {
  readonly type: "for";
  /** One or two. */
  readonly names: readonly string[];
  readonly collection: HclExpression;
  /** Of an object, the key of each member; undefined where a list is made. */
  readonly key: HclExpression | undefined;
  readonly result: HclExpression;
  readonly condition: HclExpression | undefined;
  readonly span: Span;
}

/** What only Terraform can tell: a splat, values that are grouped, or text that is broken. */
export interface HclOther {
  readonly type: "other";
  readonly span: Span;
}
