import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import type { Config, MachineConfig } from "./config.ts";

/** A machine of the config under its name. */
export interface NamedMachine {
  readonly name: string;
  readonly machine: MachineConfig;
}

/** The machines whose `definition` is this file (absolute); several names may share one definition. */
export function machinesOf(config: Config, definition: string): readonly NamedMachine[] {
  return machines(config).filter(({ machine }) => machine.definition === definition);
}

/** The machine of that name; a UserError names the near ones. */
export function machineNamed(config: Config, name: string): NamedMachine {
  const found = machines(config).find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const message =
    config.file === null ? `There is no saga.config.yaml that could name the machine "${name}"` : `The config has no machine "${name}"`;
  throw new UserError(message, didYouMean(name, Object.keys(config.machines)), configLocation(config));
}

/**
 * What the config says of a definition's machine: undefined where it says nothing.
 * `definition` is the file (absolute), `name` what the person chose by --machine; a choice that is open or wrong is a UserError.
 */
export function machineFor(config: Config, definition: string, name?: string): NamedMachine | undefined {
  const candidates = machinesOf(config, definition);
  if (name === undefined && candidates.length < 2) return candidates[0];
  const names = candidates.map((candidate) => candidate.name);
  const found = candidates.find((candidate) => candidate.name === name);
  if (found !== undefined || candidates.length === 0) return found;
  if (name === undefined)
    throw new UserError(
      `${names.length} machines of the config share this definition: ${names.join(", ")}`,
      "Choose one by --machine.",
      configLocation(config),
    );
  throw new UserError(`No machine "${name}" of the config has this definition`, didYouMean(name, names), configLocation(config));
}

function machines(config: Config): readonly NamedMachine[] {
  return Object.entries(config.machines).map(([name, machine]) => ({ name, machine }));
}

function configLocation({ file }: Config): { readonly file: string } | undefined {
  return file === null ? undefined : { file };
}
