import type { Node, ObjectNode } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { repeatedMembers } from "./for-each.ts";
import type { Substitutions } from "../tokens.ts";

/** What a template says of the names that its definitions use. */
export interface Template {
  /** By logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** The defaults of its parameters that tell their value, by name. */
  readonly defaults: ReadonlyMap<string, string | number>;
  /** What `Fn::FindInMap` looks into, by name. */
  readonly mappings: ReadonlyMap<string, Node>;
  /** What `Fn::If` asks, by name: how the template tells whether it holds, or whether it does. */
  readonly conditions: ReadonlyMap<string, Node | boolean>;
}

export interface Resource {
  /** As `AWS::Lambda::Function`. */
  readonly type: string;
  /** Where the resource stands, its `Properties` within. */
  readonly node: ObjectNode;
  /** Values of the names that `Fn::ForEach` gives around it. */
  readonly values: Substitutions;
}

/** Reads the resources, parameters, mappings and conditions of a CloudFormation template; what has another shape is left out. */
export function readTemplate(root: Node | undefined): Template {
  return {
    resources: new Map(resourcesOf(root)),
    defaults: new Map(defaultsOf(root)),
    mappings: new Map(namedIn(root, "Mappings")),
    conditions: new Map(namedIn(root, "Conditions")),
  };
}

/** The text of a member that is a string as it stands. */
function textMember(node: Node | undefined, key: string): string | undefined {
  const value = memberOf(node, key)?.value;
  return value?.type === "string" && value.tag === undefined ? value.value : undefined;
}

function resourcesOf(root: Node | undefined): readonly (readonly [string, Resource])[] {
  return repeatedMembers(root, "Resources").flatMap(({ key, value, values }) => {
    const type = textMember(value, "Type");
    return type === undefined || value.type !== "object" ? [] : [[key, { type, node: value, values }] as const];
  });
}

function namedIn(root: Node | undefined, section: string): readonly (readonly [string, Node])[] {
  return membersOf(root, section).map(({ key, value }) => [key, value]);
}

function defaultsOf(root: Node | undefined): readonly (readonly [string, string | number])[] {
  return membersOf(root, "Parameters").flatMap(({ key, value }) => {
    const fallback = defaultOf(value);
    return fallback === undefined ? [] : [[key, fallback] as const];
  });
}

/** The default of a parameter; undefined where it is a secret, or a name under which the value is kept elsewhere. */
function defaultOf(parameter: Node): string | number | undefined {
  const fallback = memberOf(parameter, "Default")?.value;
  const hidden = memberOf(parameter, "NoEcho")?.value;
  if (hidden !== undefined && !(hidden.type === "boolean" && !hidden.value)) return undefined;
  if (fallback?.type !== "string" && fallback?.type !== "number") return undefined;
  if (textMember(parameter, "Type") === "Number" && String(fallback.value).trim() !== "" && Number.isFinite(Number(fallback.value))) {
    return Number(fallback.value);
  }
  return textMember(parameter, "Type") === "String" ? String(fallback.value) : undefined;
}

function membersOf(root: Node | undefined, key: string): ObjectNode["members"] {
  const value = memberOf(root, key)?.value;
  return value?.type === "object" ? value.members : [];
}
