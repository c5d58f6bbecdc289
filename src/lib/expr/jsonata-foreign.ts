import type { ExprNode } from "jsonata";
import { jsonataFunctions } from "./jsonata-functions.ts";

/** Something that an expression uses and that Step Functions does not have. */
export interface ForeignJsonata {
  /** An operator of a later JSONata (`??`), or a function that is called and that nobody defines. */
  readonly type: "operator" | "function";
  readonly name: string;
  /** Where it ends in the source. */
  readonly end: number;
}

/** The functions of JSONata 2.0.6 but for `$eval`: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const BUILT_IN =
  "sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains replace " +
  "split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not map zip filter " +
  "single reduce sift keys lookup append exists spread merge reverse each error assert type sort shuffle distinct base64encode " +
  "base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis fromMillis clone now millis";

/** The functions that expressions can call, without their `$`. */
export const JSONATA_FUNCTIONS: ReadonlySet<string> = new Set([...BUILT_IN.split(" "), ...Object.keys(jsonataFunctions)]);

/** What jsonata 2.1 added: both are read as conditions. */
const LATER_OPERATORS: ReadonlySet<string> = new Set(["??", "?:"]);

/** What an expression uses that Step Functions does not have, wherever it stands in it. Variables hold data, so that only what the expression binds itself can be called, too. */
export function foreignJsonata(ast: ExprNode, source: string): readonly ForeignJsonata[] {
  const parts = [...partsOf(ast)];
  const bound = new Set(parts.flatMap(boundBy));
  return parts.flatMap((part): readonly ForeignJsonata[] => {
    const { type, position: end = 0, procedure } = part;
    if (type === "condition") {
      const operator = source.slice(end - 2, end);
      return LATER_OPERATORS.has(operator) ? [{ type: "operator", name: operator, end }] : [];
    }
    if ((type !== "function" && type !== "partial") || procedure?.type !== "variable") return [];
    const name = String(procedure.value);
    if (procedure.position === undefined || bound.has(name) || JSONATA_FUNCTIONS.has(name)) return [];
    return [{ type: "function", name, end: procedure.position }];
  });
}

/** What is looked at of jsonata's syntax tree. */
interface Part {
  readonly type?: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly procedure?: Part;
  readonly lhs?: Part;
  readonly arguments?: readonly Part[];
}

function* partsOf(tree: unknown): Generator<Part> {
  if (typeof tree !== "object" || tree === null) return;
  if (!Array.isArray(tree)) yield tree;
  for (const part of Object.values(tree)) yield* partsOf(part);
}

function boundBy({ type, lhs, arguments: parameters = [] }: Part): readonly string[] {
  if (type === "bind") return [String(lhs?.value)];
  return type === "lambda" ? parameters.map(({ value }) => String(value)) : [];
}
