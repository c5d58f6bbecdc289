import type { TaskState } from "../../asl/ast.ts";
import { allStates } from "../../asl/graph.ts";
import { integrationOf } from "../../asl/integration.ts";
import type { Snapshot } from "../../data/snapshot.ts";
import { snapshotTables } from "../../data/snapshot-tables.ts";
import type { TableSpecs } from "../../data/tables.ts";
import { createTables, resetTables } from "../../data/tables.ts";
import { handlerEnvironment } from "../../tasks/handler-environment.ts";
import type { HandlerPool } from "../../tasks/handler-pool.ts";
import { createHandlerPool } from "../../tasks/handler-pool.ts";
import type { MockTestCase } from "../../tasks/mock-config.ts";
import { mockPerformer } from "../../tasks/mock-performer.ts";
import type { OutboxMessage } from "../../tasks/outbox.ts";
import type { TaskAnswers, TaskSources } from "../../tasks/perform-tasks.ts";
import { createTaskPerformer } from "../../tasks/perform-tasks.ts";
import type { EmbeddedTargetOptions } from "../../targets/embedded/embedded-target.ts";
import { isLoopback } from "../../targets/endpoint/endpoint.ts";
import { boundTask } from "./bound-task.ts";
import { asRunnable, machineOfReference } from "../machine/nested-machines.ts";
import type { Database } from "./open-database.ts";
import { openDatabase } from "./open-database.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import { simulatedResult } from "../simulated/simulated-result.ts";

/** What stands around the embedded engine in one run: the tables, the handlers, and what answers tasks with them. */
export interface LocalWorld extends Required<Pick<EmbeddedTargetOptions, "answer" | "findMachine">> {
  /** What tasks published so far, nested executions' included. */
  readonly outbox: () => readonly OutboxMessage[];
  /** States whose result was made up so far; those of nested executions after their machine's name. */
  readonly simulated: () => readonly string[];
  readonly tables: TableSpecs;
  /** Contents of the configured tables now; null where none are configured. */
  readonly snapshot: () => Promise<Snapshot | null>;
  /** Before another execution: forgets what was published and simulated, and gives tables on this machine their first contents again. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a local world is opened with. */
export interface LocalWorldOptions {
  /** Keeps the embedded DynamoDB's tables; absolute. In memory without it. */
  readonly dataDir?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets what handlers print, line by line. */
  readonly onLog: (line: string) => void;
  /** The handlers' thread, where it has been started ahead; closed with the world. */
  readonly pool?: HandlerPool | undefined;
  /** Mocks, which come before everything else. */
  readonly testCase?: MockTestCase;
  /** A task that nothing answers is a UserError instead of being simulated. */
  readonly strictTasks?: boolean;
}

/** Opens what the machine needs and nothing else: the DynamoDB where tables or tasks ask for it, a worker where a handler is a module. */
export async function openLocalWorld(resolved: ResolvedMachine, options: LocalWorldOptions): Promise<LocalWorld> {
  const machines = [resolved, ...resolved.nested];
  const tables = Object.assign({}, resolved.config.tables, ...machines.map(({ settings }) => settings?.tables)) as TableSpecs;
  const modules = [...new Set(machines.flatMap(moduleFiles))];
  // The thread starts while the database does; it gets its environment when the database's port is known.
  const pool = options.pool ?? (modules.length > 0 ? createHandlerPool(options.onLog) : undefined);
  let database: Database | undefined;
  const closed = new AbortController();
  const close = async (): Promise<void> => {
    closed.abort();
    await pool?.close();
    await database?.close();
  };
  try {
    if (needsDynamoDb(machines, tables)) database = await openDatabase(options);
    const environment = handlerEnvironment(options.env, database?.address, tables, resolved.config.environment);
    pool?.start(environment, modules);
    if (database) await createTables(await database.tables(), tables);
    const sources = {
      pool: () => required(pool, "worker thread"),
      commands: { cwd: resolved.config.root, environment, onLog: options.onLog },
      dynamodb: () => required(database, "DynamoDB").connect(),
      strict: options.strictTasks ?? false,
      closed: closed.signal,
    };
    const answered: { readonly prefix: string; readonly answers: TaskAnswers }[] = [];
    const answerOf = (target: ResolvedMachine, prefix: string, mock?: TaskSources["mock"]): EmbeddedTargetOptions["answer"] => {
      return (stepFunctions) => {
        const answers = createTaskPerformer({ ...sources, ...sourcesOf(target), stepFunctions, ...(mock ? { mock } : {}) });
        answered.push({ prefix, answers });
        return answers.perform;
      };
    };
    const nested = resolved.nested.map((target) => ({ target, machine: asRunnable(target), answer: answerOf(target, `${target.name}/`) }));
    return {
      answer: answerOf(resolved, "", options.testCase && mockPerformer(options.testCase)),
      findMachine(reference) {
        const found = machineOfReference(resolved.nested, reference);
        return nested.find(({ target }) => target === found);
      },
      outbox: () => answered.flatMap(({ answers }) => answers.outbox).sort((a, b) => a.at - b.at),
      simulated: () => answered.flatMap(({ prefix, answers }) => [...answers.simulated].map((state) => `${prefix}${state}`)),
      tables,
      snapshot: async () => (database && Object.keys(tables).length > 0 ? snapshotTables(await database.tables(), tables) : null),
      async reset() {
        answered.length = 0;
        await pool?.rest();
        if (database && isLoopback({ url: database.address.endpoint })) await resetTables(await database.tables(), tables);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What answers tasks by what is said of their machine. */
function sourcesOf(resolved: ResolvedMachine): Pick<TaskSources, "resolve" | "buckets" | "adaptSimulated"> {
  const { config, settings, machine, model } = resolved;
  return {
    resolve: (request) => boundTask(config, settings, request),
    buckets: { ...config.buckets, ...settings?.buckets },
    adaptSimulated: ({ state }, output) => simulatedResult({ machine, failureEdges: model.failureEdges }, state, output),
  };
}

function needsDynamoDb(machines: readonly ResolvedMachine[], tables: TableSpecs): boolean {
  if (Object.keys(tables).length > 0) return true;
  return machines
    .flatMap(({ machine }) => tasksOf(machine))
    .some(({ resource }) => /(^|:)dynamodb$/.test(integrationOf(resource.value).service));
}

function tasksOf(machine: ResolvedMachine["machine"]): readonly TaskState[] {
  return [...allStates(machine)].filter((state) => state.type === "Task");
}

/** The handler modules that this machine's tasks may call, as far as its text tells: those of tasks named after one of its states or functions. */
function moduleFiles({ config, settings, machine }: ResolvedMachine): readonly string[] {
  const text = `${machine.source.text}\n${Object.values(settings?.substitutions ?? {}).join("\n")}`;
  const tasks = Object.entries({ ...config.tasks, ...settings?.tasks });
  return tasks.flatMap(([name, task]) => (task.type === "module" && text.includes(name) ? [task.file] : []));
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`A task needs a ${what} that the run did not open`);
  return value;
}
