import { deepEqual } from "../base/json.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import { present } from "../targets/embedded/present.ts";
import { arnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { seconds } from "./dates.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { list, number, required, structure, text } from "./parameters.ts";
import type { Alias, Route, StoredMachine } from "./state-machine.ts";
import type { StateMachineStore } from "./state-machine-store.ts";

const routing = list(required(structure({ stateMachineVersionArn: required(arnField), weight: required(number({ min: 0, max: 100 })) })), {
  min: 1,
  max: 2,
});
const aliasName = text({ min: 1, max: 80, pattern: /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/ });
const description = text({ max: 256 });

const createStateMachineAlias = operation(
  { name: required(aliasName), description, routingConfiguration: required(routing) },
  (request, { machines, world }) => {
    const { name, routingConfiguration } = request;
    const stored = machineOf(routingConfiguration, machines);
    const now = world.now();
    const alias: Alias = {
      arn: `${stored.arn}:${name}`,
      name,
      description: request.description,
      routes: routingConfiguration,
      createdAt: now,
      updatedAt: now,
    };
    const known = stored.aliases.get(name);
    if (known !== undefined && !isSame(known, alias)) {
      const message = "Failed to create alias because an alias with the same name and a different routing configuration already exists.";
      throw new ApiError("ConflictException", message);
    }
    if (known === undefined) stored.aliases.set(name, alias);
    machines.put(stored);
    return { stateMachineAliasArn: alias.arn, creationDate: seconds((known ?? alias).createdAt) };
  },
);

const updateStateMachineAlias = operation(
  { stateMachineAliasArn: required(arnField), description, routingConfiguration: routing },
  (request, { machines, world }) => {
    const { stored, alias } = aliasOf(request.stateMachineAliasArn, machines);
    if (request.description === undefined && request.routingConfiguration === undefined) {
      throw new ApiError("ValidationException", "Either the description or the RoutingConfiguration must be specified");
    }
    if (request.routingConfiguration) machineOf(request.routingConfiguration, machines);
    const updatedAt = world.now();
    stored.aliases.set(alias.name, {
      ...alias,
      description: request.description ?? alias.description,
      routes: request.routingConfiguration ?? alias.routes,
      updatedAt,
    });
    machines.put(stored);
    return { updateDate: seconds(updatedAt) };
  },
);

const describeStateMachineAlias = operation({ stateMachineAliasArn: required(arnField) }, ({ stateMachineAliasArn }, { machines }) => {
  const { alias } = aliasOf(stateMachineAliasArn, machines);
  return present({
    stateMachineAliasArn: alias.arn,
    name: alias.name,
    description: alias.description,
    routingConfiguration: alias.routes.map((route) => ({ ...route })),
    creationDate: seconds(alias.createdAt),
    updateDate: seconds(alias.updatedAt),
  });
});

const deleteStateMachineAlias = operation({ stateMachineAliasArn: required(arnField) }, ({ stateMachineAliasArn }, { machines }) => {
  const { stored, alias } = aliasOf(stateMachineAliasArn, machines);
  stored.aliases.delete(alias.name);
  machines.put(stored);
  return {};
});

const listStateMachineAliases = operation({ stateMachineArn: required(arnField), ...pageFields }, (request, { machines }) => {
  const { stored, version } = machines.resolve(request.stateMachineArn);
  const aliases = [...stored.aliases.values()].filter(
    ({ routes }) => version === undefined || routes.some((route) => route.stateMachineVersionArn === version.arn),
  );
  const { items, nextToken } = pageOf(aliases, request, `aliases ${request.stateMachineArn}`);
  const stateMachineAliases = items.map(({ arn, createdAt }) => ({ stateMachineAliasArn: arn, creationDate: seconds(createdAt) }));
  return present({ stateMachineAliases, nextToken });
});

/** The operations on aliases. */
export const aliasOperations: Readonly<Record<string, Operation>> = {
  CreateStateMachineAlias: createStateMachineAlias,
  UpdateStateMachineAlias: updateStateMachineAlias,
  DescribeStateMachineAlias: describeStateMachineAlias,
  DeleteStateMachineAlias: deleteStateMachineAlias,
  ListStateMachineAliases: listStateMachineAliases,
};

/** The machine whose versions an alias names; an ApiError where the routing configuration is not one. */
function machineOf(routes: readonly Route[], machines: StateMachineStore): StoredMachine {
  const arns = routes.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const received = `Received: [${arns.join(", ")}]`;
  const refuse = (message: string): never => {
    throw new ApiError("ValidationException", message);
  };
  if (new Set(arns).size < arns.length) refuse(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  const weights = routes.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    refuse(`Sum of routing configuration weights must equal 100. Received: ${JSON.stringify(weights)}`);
  const references = arns.map((arn) => machines.resolve(arn));
  const [first] = references;
  if (first === undefined || references.some(({ version }) => version === undefined))
    return refuse(`Routing configuration must contain state machine version ARNs. ${received}`);
  if (references.some(({ stored }) => stored !== first.stored))
    refuse(`Routing configuration must contain versions of one state machine. ${received}`);
  return first.stored;
}

function aliasOf(arn: string, machines: StateMachineStore): { readonly stored: StoredMachine; readonly alias: Alias } {
  const { parts } = readArn(arn, "stateMachine");
  const stored = machines.find(arn.slice(0, arn.lastIndexOf(":")));
  const alias = stored?.aliases.get(parts[1] ?? "");
  if (stored === undefined || alias === undefined)
    throw new ApiError("ResourceNotFound", "Request references a resource that does not exist.");
  return { stored, alias };
}

function isSame(a: Alias, b: Alias): boolean {
  const routes = ({ routes: those }: Alias): readonly { [K in keyof Route]: Route[K] }[] => those.map((route) => ({ ...route }));
  return a.description === b.description && deepEqual(routes(a), routes(b));
}
