import type { StateMachine } from "../../asl/ast.ts";
import { UserError } from "../../base/user-error.ts";
import { withHint } from "../../base/with-hint.ts";
import type { Config, MachineConfig } from "../../config/config.ts";
import type { DataDir } from "../../data/data-dir.ts";
import { lockDataDir } from "../../data/data-dir.ts";
import type { DynamoDbAddress } from "../../data/dynamodb-address.ts";
import type { TableSpecs } from "../../data/tables.ts";
import { createTables } from "../../data/tables.ts";
import { buildModel } from "../../saga/build-model.ts";
import type { FailureEdge } from "../../saga/model.ts";
import { ApiError } from "../../targets/embedded/api-error.ts";
import type { RunnableMachine } from "../../targets/embedded/runnable-machine.ts";
import type { WorldOptions } from "../../targets/world/world.ts";
import { handlerEnvironment } from "../../tasks/handler-environment.ts";
import type { HandlerPool } from "../../tasks/handler-pool.ts";
import { createHandlerPool } from "../../tasks/handler-pool.ts";
import type { MockConfig, MockTestCase } from "../../tasks/mock-config.ts";
import { findTestCase } from "../../tasks/mock-config.ts";
import { mockPerformer } from "../../tasks/mock-performer.ts";
import { createTaskPerformer } from "../../tasks/perform-tasks.ts";
import { boundTask } from "./bound-task.ts";
import type { DatabaseOptions } from "./open-database.ts";
import { openDatabase } from "./open-database.ts";
import { simulatedResult } from "../simulated/simulated-result.ts";

/** What answers the tasks of whatever machine a client creates. */
export interface LocalTasks {
  readonly answer: WorldOptions["answer"];
  readonly dynamodb: DynamoDbAddress;
  readonly close: () => Promise<void>;
}

/** What tasks are answered with. */
export interface LocalTasksOptions {
  readonly config: Config;
  readonly mockConfig: MockConfig | undefined;
  readonly database: DatabaseOptions;
  /** Gets what handlers print, and which tasks are simulated, line by line. */
  readonly onLog: (line: string) => void;
}

/** Opens the DynamoDB with the configured tables, and a worker where the config has handlers that are modules. */
export async function openLocalTasks({ config, mockConfig, database: where, onLog }: LocalTasksOptions): Promise<LocalTasks> {
  const machines = Object.values(config.machines);
  const tables: TableSpecs = Object.assign({}, config.tables, ...machines.map((machine) => machine.tables)) as TableSpecs;
  const modules = moduleFiles([config, ...machines]);
  const database = await openDatabase(where);
  let pool: HandlerPool | undefined;
  let folder: DataDir | undefined;
  const closed = new AbortController();
  const close = async (): Promise<void> => {
    closed.abort();
    await pool?.close();
    await database.close();
    folder?.release();
  };
  const said = new Set<string>();
  const saySimulated = (machine: string, state: string): void => {
    const line = `${machine}: nothing answers the task of ${state}, so its result is made up. Name what answers it under tasks: in saga.config.yaml.`;
    if (!said.has(line)) onLog(line);
    said.add(line);
  };
  try {
    // The embedded DynamoDB holds the folder where it is started.
    if (where.dataDir !== undefined && !database.address.embedded) folder = lockDataDir(where.dataDir);
    const environment = handlerEnvironment(where.env, database.address, tables, config.environment);
    if (modules.length > 0) {
      pool = createHandlerPool(onLog);
      pool.start(environment, modules);
    }
    await createTables(await database.tables(), tables);
    return {
      dynamodb: database.address,
      close,
      answer(machine, world) {
        const settings = settingsOf(config, machine);
        const testCase = testCaseOf(mockConfig, machine);
        return createTaskPerformer({
          ...world,
          ...(testCase ? { mock: mockPerformer(testCase) } : {}),
          resolve: (request) => boundTask(config, settings, request),
          pool: () => {
            if (pool === undefined) throw new Error("A handler is a module that was not there at the start");
            return pool;
          },
          commands: { cwd: config.root, environment, onLog },
          dynamodb: database.connect,
          closed: closed.signal,
          adaptSimulated: ({ state }, output) => {
            saySimulated(machine.name, state);
            return simulatedResult({ machine: machine.machine, failureEdges: failureEdgesOf(machine) }, state, output);
          },
          buckets: { ...config.buckets, ...settings?.buckets },
        });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const failureEdges = new WeakMap<StateMachine, readonly FailureEdge[]>();

/** Found once for all executions of a machine. */
function failureEdgesOf({ name, machine }: RunnableMachine): readonly FailureEdge[] {
  const edges = failureEdges.get(machine) ?? buildModel(name, machine, { steps: {} }).model.failureEdges;
  failureEdges.set(machine, edges);
  return edges;
}

function settingsOf({ machines }: Config, { name }: RunnableMachine): MachineConfig | undefined {
  return Object.hasOwn(machines, name) ? machines[name] : undefined;
}

/** The mocks that `arn#CASE` names; an ApiError where there are none of that name. */
function testCaseOf(config: MockConfig | undefined, { name, testCase }: RunnableMachine): MockTestCase | undefined {
  if (testCase === undefined) return undefined;
  try {
    if (config === undefined)
      throw new UserError(`There is no mock configuration for the test case "${testCase}"`, "Name one with --mock-config.");
    return findTestCase(config, name, testCase);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new ApiError("InvalidName", withHint(error));
  }
}

function moduleFiles(owners: readonly Pick<Config, "tasks">[]): readonly string[] {
  const files = owners.flatMap(({ tasks }) => Object.values(tasks)).flatMap((task) => (task.type === "module" ? [task.file] : []));
  return [...new Set(files)];
}
