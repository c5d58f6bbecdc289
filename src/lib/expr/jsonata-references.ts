import type { ExprNode } from "jsonata";

/** A name that an expression reads and that Step Functions has to provide. */
export interface JsonataReference {
  /**
   * `context`: what the text around an expression would be (`order`, `$`), of which Step Functions has none;
   * `root`: `$$`; `states`: a field of `$states`, or `$states` itself where `name` is "".
   * `error`: what an error output does not have, as `message`, or `Cause.message`.
   */
  readonly type: "context" | "root" | "states" | "error";
  readonly name: string;
  /** Where the name ends in the source, its backquotes included. */
  readonly end: number;
}

/**
 * What an expression reads from outside, in the order of its text. Only the first step of a path is read there: every later step,
 * predicate, sort and group looks into what the step before it gave, but the body of a function sees what is around it.
 * AWS judges expressions by the same walk, as measured with ValidateStateMachineDefinition.
 */
export function jsonataReferences(ast: ExprNode): readonly JsonataReference[] {
  return references(ast as Syntax);
}

/** The parts of jsonata's syntax tree that hold other parts. */
interface Syntax {
  readonly type?: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly Syntax[];
  readonly lhs?: Syntax | readonly (readonly Syntax[])[];
  readonly rhs?: Syntax;
  readonly expression?: Syntax;
  readonly expressions?: readonly Syntax[];
  readonly procedure?: Syntax;
  readonly arguments?: readonly Syntax[];
  readonly body?: Syntax;
  readonly condition?: Syntax;
  readonly then?: Syntax;
  readonly else?: Syntax;
}

function references(node: Syntax | undefined): readonly JsonataReference[] {
  switch (node?.type) {
    case "path":
      return ofPath(node.steps ?? []);
    case "name":
      return [{ type: "context", name: String(node.value), end: node.position ?? 0 }];
    case "variable":
      return ofVariable(node);
    case "function":
    case "partial":
      return [...references(node.procedure), ...each(node.arguments)];
    case "condition":
      return each([node.condition, node.then, node.else]);
    case "unary":
    case "binary":
    case "apply":
    case "bind":
    case "block":
    case "lambda":
      return each([...operands(node), node.body, ...(node.expressions ?? [])]);
    default:
      return [];
  }
}

function each(nodes: readonly (Syntax | undefined)[] = []): readonly JsonataReference[] {
  return nodes.flatMap(references);
}

/** The sides of an operator; of `{ key: value }` the keys and values; what is bound, but not the name that it is bound to. */
function operands({ type, lhs, rhs, expression }: Syntax): readonly (Syntax | undefined)[] {
  if (isPairs(lhs)) return lhs.flat();
  return type === "bind" ? [rhs] : [lhs, rhs, expression];
}

function isPairs(lhs: Syntax["lhs"]): lhs is readonly (readonly Syntax[])[] {
  return Array.isArray(lhs);
}

function ofVariable({ value, position = 0 }: Syntax): readonly JsonataReference[] {
  switch (value) {
    case "":
      return [{ type: "context", name: "$", end: position }];
    case "$":
      return [{ type: "root", name: "$$", end: position }];
    case "states":
      return [{ type: "states", name: "", end: position }];
    default:
      return [];
  }
}

function ofPath([first, second, ...fields]: readonly Syntax[]): readonly JsonataReference[] {
  if (first?.type !== "variable" || first.value !== "states" || second?.type !== "name") return references(first);
  const field: JsonataReference = { type: "states", name: String(second.value), end: second.position ?? 0 };
  return field.name === "errorOutput" ? [field, ...ofErrorOutput(fields)] : [field];
}

/** Error and Cause are texts. */
function ofErrorOutput([field, inner]: readonly Syntax[]): readonly JsonataReference[] {
  if (field?.type !== "name") return [];
  const name = String(field.value);
  if (name !== "Error" && name !== "Cause") return [{ type: "error", name, end: field.position ?? 0 }];
  return inner?.type === "name" ? [{ type: "error", name: `${name}.${String(inner.value)}`, end: inner.position ?? 0 }] : [];
}
