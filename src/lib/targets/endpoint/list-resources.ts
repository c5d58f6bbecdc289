import type { SfnClient } from "./sfn-client.ts";

/** One state machine or activity of a list. */
interface Listed {
  readonly name: string;
  readonly createdAt: number;
}

/** Every state machine of the account and region; times in ms since the epoch. */
export async function* listStateMachines(
  client: SfnClient,
  signal?: AbortSignal,
): AsyncGenerator<Listed & { readonly stateMachineArn: string }, void> {
  let nextToken: string | undefined;
  do {
    const page = await client.call(
      "ListStateMachines",
      { maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) },
      { signal },
    );
    for (const { stateMachineArn = "", name = "", creationDate } of page.stateMachines ?? [])
      yield { stateMachineArn, name, createdAt: creationDate?.getTime() ?? 0 };
    ({ nextToken } = page);
  } while (nextToken !== undefined);
}

/** Every activity of the account and region; times in ms since the epoch. */
export async function* listActivities(
  client: SfnClient,
  signal?: AbortSignal,
): AsyncGenerator<Listed & { readonly activityArn: string }, void> {
  let nextToken: string | undefined;
  do {
    const page = await client.call("ListActivities", { maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) }, { signal });
    for (const { activityArn = "", name = "", creationDate } of page.activities ?? [])
      yield { activityArn, name, createdAt: creationDate?.getTime() ?? 0 };
    ({ nextToken } = page);
  } while (nextToken !== undefined);
}

/** The ARN of the state machine of that name; undefined where there is none. */
export async function findStateMachine(client: SfnClient, name: string, signal?: AbortSignal): Promise<string | undefined> {
  for await (const { stateMachineArn, name: other } of listStateMachines(client, signal)) if (other === name) return stateMachineArn;
  return undefined;
}

/** The ARN of the activity of that name; undefined where there is none. */
export async function findActivity(client: SfnClient, name: string): Promise<string | undefined> {
  for await (const { activityArn, name: other } of listActivities(client)) if (other === name) return activityArn;
  return undefined;
}
