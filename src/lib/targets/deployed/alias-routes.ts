import { isRefusal } from "../endpoint/describe-failure.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import { untilVisible } from "../endpoint/until-visible.ts";

/** How many of a hundred executions an alias gives to a version. */
export interface Route {
  readonly versionArn: string;
  readonly weight: number;
}

/** The routes of an alias; undefined where there is none. */
export async function readRoutes(client: SfnClient, aliasArn: string, signal?: AbortSignal): Promise<readonly Route[] | undefined> {
  try {
    const { routingConfiguration = [] } = await client.call("DescribeStateMachineAlias", { stateMachineAliasArn: aliasArn }, { signal });
    return routingConfiguration.flatMap(({ stateMachineVersionArn: versionArn = "", weight = 0 }) =>
      weight > 0 ? [{ versionArn, weight }] : [],
    );
  } catch (error) {
    if (isRefusal(error, "ResourceNotFound", "StateMachineDoesNotExist")) return undefined;
    throw error;
  }
}

/** Makes an alias for one version, and waits until the endpoint knows it; gives when that was, by the endpoint's clock in ms. */
export async function createAlias(client: SfnClient, aliasArn: string, versionArn: string, signal?: AbortSignal): Promise<number> {
  const routes = [{ versionArn, weight: 100 }];
  const name = aliasArn.slice(aliasArn.lastIndexOf(":") + 1);
  const request = { name, routingConfiguration: configurationOf(routes) };
  const { creationDate } = await client.call("CreateStateMachineAlias", request, { signal });
  await untilRouted(client, aliasArn, routes, signal);
  return creationDate?.getTime() ?? 0;
}

/** Changes the routes of an alias, and waits until the endpoint shows them; gives when they were changed, by the endpoint's clock in ms. */
export async function route(client: SfnClient, aliasArn: string, routes: readonly Route[], signal?: AbortSignal): Promise<number> {
  const request = { stateMachineAliasArn: aliasArn, routingConfiguration: configurationOf(routes) };
  const { updateDate } = await client.call("UpdateStateMachineAlias", request, { signal });
  await untilRouted(client, aliasArn, routes, signal);
  return updateDate?.getTime() ?? 0;
}

/** Whether two routings give every version the same share. */
function isSameRouting(some: readonly Route[], others: readonly Route[]): boolean {
  const isAmong = ({ versionArn, weight }: Route): boolean =>
    others.some((other) => other.versionArn === versionArn && other.weight === weight);
  return some.length === others.length && some.every(isAmong);
}

async function untilRouted(client: SfnClient, aliasArn: string, routes: readonly Route[], signal: AbortSignal | undefined): Promise<void> {
  const isRouted = async (): Promise<boolean> => isSameRouting((await readRoutes(client, aliasArn, signal)) ?? [], routes);
  await untilVisible(client, "The alias's routing", isRouted, signal);
}

function configurationOf(routes: readonly Route[]): { stateMachineVersionArn: string; weight: number }[] {
  return routes.map(({ versionArn, weight }) => ({ stateMachineVersionArn: versionArn, weight }));
}
