import type { ObjectNode } from "../source/node.ts";
import type { Flow, State } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";

/**
 * What every state has, read before its type is looked at. Each type writes its state as one literal of all its fields: spread together
 * from parts, a state takes ten times as long to make.
 */
export type StateBase = Pick<State, "name" | "nameSpan" | "span" | "comment" | "queryLanguage">;

/** Reads a nested flow (a branch, a Map's processor); handed down so that files do not import in a circle. */
export type FlowParser = (context: ParseContext, node: ObjectNode, kind: "branch" | "processor") => Flow;
