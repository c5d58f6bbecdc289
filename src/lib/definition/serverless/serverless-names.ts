import type { Node } from "../../source/node.ts";
import type { ServerlessValue } from "./serverless-value.ts";
import type { Resource, Template } from "../cloudformation/template.ts";
import { readTemplate } from "../cloudformation/template.ts";

/** The names that a definition in a configuration may use: its functions, by key and by logical id, and its resources. */
export function serverlessNames(functions: readonly ServerlessValue[], resources: readonly ServerlessValue[]): Template {
  const templates = nodesOf(resources).map(readTemplate);
  return {
    resources: new Map([...nodesOf(functions).flatMap(functionResources), ...templates.flatMap((template) => [...template.resources])]),
    defaults: new Map(templates.flatMap(({ defaults }) => [...defaults])),
    mappings: new Map(templates.flatMap(({ mappings }) => [...mappings])),
    conditions: new Map(templates.flatMap(({ conditions }) => [...conditions])),
  };
}

function nodesOf(values: readonly ServerlessValue[]): readonly Node[] {
  return values.flatMap((value) => (value.type === "value" ? [value.node] : []));
}

function functionResources(functions: Node): readonly (readonly [string, Resource])[] {
  if (functions.type !== "object") return [];
  return functions.members.flatMap(({ key, value }) => {
    const resource: Resource = { type: "AWS::Lambda::Function", node: value.type === "object" ? value : functions, values: {} };
    return [[key, resource] as const, [logicalId(key), resource] as const];
  });
}

/** `Reserve-stock` becomes `ReserveDashstockLambdaFunction`: https://www.serverless.com/framework/docs/providers/aws/guide/resources */
function logicalId(key: string): string {
  const name = key.replaceAll("-", "Dash").replaceAll("_", "Underscore");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;
}
