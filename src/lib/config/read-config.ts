import { resolve } from "node:path";
import type { JsonValue } from "../base/json.ts";
import type { Config, MachineConfig, TableConfig, TaskConfig } from "./config.ts";

/** saga.config.yaml as its schema admits it, before defaults and absolute paths. */
export interface RawConfig extends Partial<Pick<Config, "lint" | "target">> {
  readonly machines?: Readonly<Record<string, RawMachine>>;
  readonly tasks?: Readonly<Record<string, RawTask>>;
  readonly tables?: Readonly<Record<string, RawTable>>;
  readonly buckets?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string | number | boolean>>;
}

interface RawMachine extends Omit<Partial<MachineConfig>, "substitutions" | "tags" | "tasks" | "tables"> {
  readonly substitutions?: Readonly<Record<string, string | number | boolean>>;
  readonly tags?: Readonly<Record<string, string | number | boolean>>;
  readonly tasks?: Readonly<Record<string, RawTask>>;
  readonly tables?: Readonly<Record<string, RawTable>>;
}

/** What answers a task, as a file says it. */
export type RawTask =
  | { readonly module: string; readonly timeout?: number }
  | { readonly command: readonly string[]; readonly timeout?: number }
  | { readonly http: string; readonly timeout?: number }
  | { readonly return: JsonValue }
  | { readonly throw: { readonly error: string; readonly cause?: string } };

interface RawTable extends Omit<Partial<TableConfig>, "key"> {
  readonly key: string | readonly [string] | readonly [string, string];
}

const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_EXPORT = "handler";

/** Fills in defaults and makes paths absolute; `file` is null where there is no config. */
export function readConfig(raw: RawConfig, root: string, file: string | null): Config {
  const baseline = raw.lint?.baseline;
  return {
    file,
    root,
    machines: mapValues(raw.machines, (machine) => readMachine(machine, root)),
    tasks: mapValues(raw.tasks, (task) => readTask(task, root)),
    tables: mapValues(raw.tables, readTable),
    buckets: mapValues(raw.buckets, (folder) => resolve(root, folder)),
    environment: mapValues(raw.environment, String),
    lint: { rules: {}, ignore: [], ...raw.lint, ...(baseline === undefined ? {} : { baseline: resolve(root, baseline) }) },
    target: { allowAccounts: [], ...raw.target },
  };
}

function readMachine({ tags, ...raw }: RawMachine, root: string): MachineConfig {
  return {
    ...raw,
    ...(tags === undefined ? {} : { tags: mapValues(tags, String) }),
    ...(raw.definition === undefined ? {} : { definition: resolve(root, raw.definition) }),
    substitutions: mapValues(raw.substitutions, String),
    steps: raw.steps ?? {},
    tasks: mapValues(raw.tasks, (task) => readTask(task, root)),
    tables: mapValues(raw.tables, readTable),
    buckets: mapValues(raw.buckets, (folder) => resolve(root, folder)),
  };
}

/** What answers a task; `root` is where its paths start from. */
export function readTask(raw: RawTask, root: string): TaskConfig {
  if ("return" in raw) return { type: "return", value: raw.return };
  if ("throw" in raw) return { type: "throw", ...raw.throw };
  const timeoutSeconds = raw.timeout ?? DEFAULT_TIMEOUT_SECONDS;
  if ("command" in raw) return { type: "command", command: raw.command, timeoutSeconds };
  if ("http" in raw) return { type: "http", url: raw.http, timeoutSeconds };
  const { file, name } = moduleParts(raw.module);
  return { type: "module", file: resolve(root, file), export: name, timeoutSeconds };
}

/** `./order.js#handler` as its file and export. */
export function moduleParts(module: string): { readonly file: string; readonly name: string } {
  const [file = module, name = DEFAULT_EXPORT] = module.split("#");
  return { file, name };
}

function readTable({ key, ...rest }: RawTable): TableConfig {
  return { types: {}, items: [], ...rest, key: typeof key === "string" ? [key] : key };
}

function mapValues<T, U>(record: Readonly<Record<string, T>> | undefined, map: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, map(value)]));
}
