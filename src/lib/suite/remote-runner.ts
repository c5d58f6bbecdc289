import type { TableKeys } from "../data/diff-snapshots.ts";
import { diffSnapshots } from "../data/diff-snapshots.ts";
import type { DynamoDb } from "../data/dynamodb.ts";
import { snapshotTables } from "../data/snapshot-tables.ts";
import type { Snapshot } from "../data/snapshot.ts";
import { createTables, resetTables } from "../data/tables.ts";
import type { Database } from "../runs/local/open-database.ts";
import { openDatabase } from "../runs/local/open-database.ts";
import type { RemoteMachine } from "../runs/machine/resolve-remote.ts";
import type { RemotePorts } from "../runs/run-remote.ts";
import { runRemote } from "../runs/run-remote.ts";
import { isLoopback } from "../targets/endpoint/endpoint.ts";
import type { CasePlan, CaseRunner, RunnerOptions } from "./case-runner.ts";
import type { Observation } from "./observation.ts";
import { observe } from "./observe.ts";
import { tablesOf } from "./tables-of.ts";

/** What cases at an endpoint are run with. */
export interface RemoteRunnerOptions
  extends Pick<RunnerOptions, "env" | "onLog" | "interrupted">, Pick<RemotePorts, "client" | "approve"> {}

/**
 * Runs executions at an endpoint of the Step Functions API, one after the other. Tables are looked at where AWS_ENDPOINT_URL_DYNAMODB says
 * where they are, and get their first contents before each case only where that is on this machine.
 */
export async function openRemoteRunner(remote: RemoteMachine, options: RemoteRunnerOptions): Promise<CaseRunner> {
  const tables = await openRemoteTables(remote, options);
  let approved: Promise<void> | undefined;
  const ports: RemotePorts = {
    client: options.client,
    onLog: options.onLog,
    ...(options.interrupted === undefined ? {} : { interrupted: options.interrupted }),
    approve: (plan) => (approved ??= options.approve({ ...plan, hasFaults: true })),
  };
  const run = async ({ input, faults, details }: CasePlan): Promise<Observation> => {
    await tables?.reset();
    const before = await tables?.snapshot();
    const texts = faults.map(({ text }) => text);
    const report = await runRemote({ remote, faults: texts, again: [], ...(input === undefined ? {} : { input }) }, ports);
    const after = await tables?.snapshot();
    const changed = before && after && tables ? { before, after, changes: diffSnapshots(before, after, tables.keys) } : null;
    return observe({ ...report, tables: changed }, details);
  };
  return { lanes: 1, run, close: async () => tables?.close() };
}

interface RemoteTables {
  readonly keys: TableKeys;
  readonly reset: () => Promise<void>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly close: () => Promise<void>;
}

async function openRemoteTables({ resolved }: RemoteMachine, { env }: RemoteRunnerOptions): Promise<RemoteTables | undefined> {
  const specs = tablesOf(resolved);
  const endpoint = env["AWS_ENDPOINT_URL_DYNAMODB"];
  if (Object.keys(specs).length === 0 || endpoint === undefined || endpoint === "") return undefined;
  const database: Database = await openDatabase({ env });
  const db: DynamoDb = await database.tables();
  const isOurs = isLoopback({ url: endpoint });
  if (isOurs) await createTables(db, specs);
  return {
    keys: Object.fromEntries(Object.entries(specs).map(([name, { key }]) => [name, key])),
    reset: async () => (isOurs ? resetTables(db, specs) : undefined),
    snapshot: () => snapshotTables(db, specs),
    close: () => database.close(),
  };
}
