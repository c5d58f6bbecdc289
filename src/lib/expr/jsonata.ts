import type { ExprNode, Expression, Focus } from "jsonata";
import type { JsonValue } from "../base/json.ts";
import type { JsonataBindings } from "./jsonata-direct.ts";
import type { ForeignJsonata } from "./jsonata-foreign.ts";
import { foreignJsonata } from "./jsonata-foreign.ts";
import { jsonataFunctions, LimitExceeded } from "./jsonata-functions.ts";
import type { JsonataPorts } from "./jsonata-functions.ts";
import type { JsonataOutcome } from "./jsonata-outcome.ts";
import type { JsonataReference } from "./jsonata-references.ts";
import { jsonataReferences } from "./jsonata-references.ts";
import { JsonataRegex } from "./jsonata-regex.ts";
import { NOT_JSON, plainValue } from "./jsonata-value.ts";
import type { Parsed } from "./parsed.ts";

/** What one evaluation may use: ms of real time, nested calls, elements of a sequence. */
export interface JsonataLimits {
  readonly timeout: number;
  readonly stack: number;
  readonly sequence: number;
}

/** AWS's own bounds, as measured from outside; the time is ours. */
export const JSONATA_LIMITS: JsonataLimits = { timeout: 5000, stack: 100, sequence: 873_782 };

/** A parsed expression and the variables that it reads, without their `$`. */
export interface JsonataExpression {
  readonly source: string;
  readonly variables: readonly string[];
}

interface Compiled extends JsonataExpression {
  readonly expression: Expression;
}

const MAX_COMPILED = 1000;
/** A name that no expression can spell. */
const PORTS = "the ports";
const compiled = new WeakMap<JsonataLimits, Map<string, Compiled>>();

/** A parsed expression and what it reads from outside. */
export interface ParsedJsonata extends JsonataExpression {
  readonly references: readonly JsonataReference[];
  readonly foreign: readonly ForeignJsonata[];
}

/** Parses an expression (without its `{% %}`), for what a lint has to say about it; the offset of a failure is where the offending word begins. */
export async function parseJsonata(source: string): Promise<Parsed<ParsedJsonata>> {
  try {
    const { variables, expression } = await compile(source, JSONATA_LIMITS);
    const ast = expression.ast();
    return { ok: true, value: { source, variables, references: jsonataReferences(ast), foreign: foreignJsonata(ast, source) } };
  } catch (problem) {
    const { message, position = 0, token } = problem as Partial<JsonataProblem>;
    const word = typeof token === "string" && source.endsWith(token, position) ? token.length : 0;
    return { ok: false, message: message ?? String(problem), offset: Math.min(position - word, source.length) };
  }
}

/** Evaluates an expression (without its `{% %}`); every way it can fail is an outcome, and nothing outside the bindings and ports is reached. */
export async function evaluateJsonata(
  source: string,
  bindings: JsonataBindings,
  ports: JsonataPorts,
  limits: JsonataLimits = JSONATA_LIMITS,
): Promise<JsonataOutcome> {
  try {
    const { expression, variables } = await compile(source, limits);
    const values: Record<string, unknown> = { [PORTS]: ports };
    for (const name of variables) {
      const value = name === "states" ? bindings.states : bindings.variables.get(name);
      if (value !== undefined) values[name] = value;
    }
    return outcomeOf(plainValue(await expression.evaluate(undefined, values)));
  } catch (problem) {
    return failureOf(problem, limits);
  }
}

function outcomeOf(value: ReturnType<typeof plainValue>): JsonataOutcome {
  if (value === undefined) return { type: "nothing" };
  return value === NOT_JSON ? { type: "unsupported" } : { type: "value", value };
}

async function compile(source: string, limits: JsonataLimits): Promise<Compiled> {
  const cache = compiled.get(limits) ?? new Map<string, Compiled>();
  compiled.set(limits, cache);
  const known = cache.get(source);
  if (known !== undefined) return known;
  const { default: jsonata } = await import("jsonata");
  const expression = jsonata(source, { ...limits, RegexEngine: JsonataRegex as unknown as RegExpConstructor });
  for (const [name, { signature, call }] of Object.entries(jsonataFunctions)) {
    const implementation = function (this: Focus, ...values: (JsonValue | undefined)[]): unknown {
      return call(values, this.environment.lookup(PORTS) as JsonataPorts, this);
    };
    expression.registerFunction(name, implementation, signature);
  }
  // Only $eval could run text that was not in the definition.
  expression.assign("eval", undefined);
  const made = { source, expression, variables: variablesOf(expression.ast()) };
  if (cache.size >= MAX_COMPILED) cache.clear();
  cache.set(source, made);
  return made;
}

function variablesOf(ast: ExprNode): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const pending: unknown[] = [ast];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    const { type, value } = node as Partial<ExprNode>;
    if (type === "variable" && typeof value === "string" && value !== "" && value !== "$") names.add(value);
    pending.push(...Object.values(node));
  }
  return [...names];
}

/** What JSONata throws: a plain object. */
interface JsonataProblem {
  readonly code: string;
  readonly message: string;
  /** Where the word ends that the parser could not make sense of. */
  readonly position: number;
  readonly token: unknown;
}

function failureOf(problem: unknown, limits: JsonataLimits): JsonataOutcome {
  const { code, message } = problem as Partial<JsonataProblem>;
  if (code === "D1011") {
    const advice = "Check for non-terminating recursive function.  Consider rewriting as tail-recursive.";
    return { type: "exceeded", message: `Stack overflow error: ${advice} Depth=${limits.stack + 1} max=${limits.stack}` };
  }
  if (code === "D1012") return { type: "exceeded", message: "Expression evaluation timeout: Check for infinite loop" };
  if (code === "D2014" || code === "D2015" || problem instanceof LimitExceeded || problem instanceof RangeError) {
    return { type: "exceeded", message: "Expression evaluation memory limit exceeded: Check for excessive memory usage" };
  }
  return { type: "threw", message: code === undefined ? (message ?? String(problem)) : `${code}: ${message ?? ""}` };
}
