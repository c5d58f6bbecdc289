import type { Rng } from "../base/ports.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";
import { readArn } from "./arns.ts";
import type { Alias, Revision, StoredMachine, Version } from "./state-machine.ts";

/** What an ARN of a state machine stands for. */
export interface ArnMeaning {
  readonly stored: StoredMachine;
  readonly version: Version | undefined;
  readonly alias: Alias | undefined;
}

/** The state machines by ARN. */
export class StateMachineStore {
  readonly #machines = new Map<string, StoredMachine>();
  readonly #onChange: (arn: string) => void;

  /** `onChange` is told which machine is new, other than it was, or gone. */
  constructor(onChange: (arn: string) => void = () => {}) {
    this.#onChange = onChange;
  }

  /** Keeps a machine that is new or was changed. */
  put(machine: StoredMachine): void {
    this.#machines.set(machine.arn, machine);
    this.#onChange(machine.arn);
  }

  delete(arn: string): void {
    if (this.#machines.delete(arn)) this.#onChange(arn);
  }

  all(): readonly StoredMachine[] {
    return [...this.#machines.values()];
  }

  find(arn: string): StoredMachine | undefined {
    return this.#machines.get(arn);
  }

  /** The machine itself, of an ARN without version or alias; an ApiError where there is none. */
  get(arn: string): StoredMachine {
    readArn(arn, "stateMachine");
    return this.#machines.get(arn) ?? doesNotExist(arn);
  }

  /** What the ARN of a machine, version or alias stands for; an ApiError where it is none of them. */
  resolve(arn: string): ArnMeaning {
    const { parts } = readArn(arn, "stateMachine");
    const [, qualifier] = parts;
    const stored = this.#machines.get(qualifier === undefined ? arn : arn.slice(0, arn.lastIndexOf(":")));
    if (stored === undefined || parts.length > 2) return doesNotExist(arn);
    if (qualifier === undefined) return { stored, version: undefined, alias: undefined };
    const version = /^\d+$/.test(qualifier) ? stored.versions.get(Number(qualifier)) : undefined;
    const alias = stored.aliases.get(qualifier);
    return version || alias ? { stored, version, alias } : doesNotExist(arn);
  }

  /** What to run for an ARN, `#CASE` of a mock configuration included; an alias chooses among its versions by chance. */
  runnable(reference: string, rng: Rng): RunnableMachine {
    const hash = reference.indexOf("#");
    const { stored, version, alias } = this.resolve(hash < 0 ? reference : reference.slice(0, hash));
    const chosen = alias ? this.resolve(routeOf(alias, rng)).version : version;
    return {
      ...runnableRevision(stored, chosen?.revision ?? stored.revision),
      ...(chosen ? { versionArn: chosen.arn } : {}),
      ...(alias ? { aliasArn: alias.arn } : {}),
      ...(hash < 0 ? {} : { testCase: reference.slice(hash + 1) }),
    };
  }
}

/** A revision of a machine, ready to run. */
function runnableRevision({ arn, name, type }: StoredMachine, revision: Revision): RunnableMachine {
  const { definition, machine, roleArn, id, updatedAt } = revision;
  return { arn, name, type, roleArn, definition, machine, revisionId: id, updatedAt };
}

/** AWS's error for a machine, version or alias that there is not. */
function doesNotExist(arn: string): never {
  throw new ApiError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

function routeOf({ routes }: Alias, rng: Rng): string {
  const [first, second] = routes;
  if (first === undefined) throw new Error("An alias without routes");
  return second !== undefined && rng.next() * 100 >= first.weight ? second.stateMachineVersionArn : first.stateMachineVersionArn;
}
