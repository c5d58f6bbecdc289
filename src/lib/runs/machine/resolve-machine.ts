import type { StateMachine } from "../../asl/ast.ts";
import { readMachine } from "../../asl/read-machine.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Config, MachineConfig } from "../../config/config.ts";
import type { LoadedDefinition } from "../../definition/carrier.ts";
import { chooseMachine, loadDefinitions } from "../../definition/load-definition.ts";
import { buildModel } from "../../saga/build-model.ts";
import type { SagaModel } from "../../saga/model.ts";
import { valueOf } from "../../source/node.ts";
import { problemsError } from "../../source/problems-error.ts";
import { declarationsOf } from "./declarations-of.ts";
import type { Located, MachineReference } from "./locate-machine.ts";
import { locate, nestedLocation } from "./locate-machine.ts";
import { namesOfNested, startsExecutions } from "./nested-machines.ts";
import { placeDeclarations } from "./place-declarations.ts";

/** One machine that a command works on, with all that is known of it. */
export interface ResolvedMachine {
  readonly name: string;
  /** The file that was named for it, as messages name it: the template, where the definition stands in one or beside it. */
  readonly file: string;
  readonly machine: StateMachine;
  /** The same as JSON, with values in the place of its tokens. */
  readonly definition: JsonObject;
  readonly model: SagaModel;
  readonly config: Config;
  /** As the config or the template has it; absent where neither says. */
  readonly type?: "STANDARD" | "EXPRESS";
  /** Undefined where the config says nothing of it. */
  readonly settings: MachineConfig | undefined;
  /** Machines of the config and of its template that its tasks may start, however deep; theirs stand here, too. */
  readonly nested: readonly ResolvedMachine[];
}

/** Finds the machine, reads and understands its definition and those that it starts; everything that is wrong with one is a UserError with all its places. */
export async function resolveMachine(files: Files, cwd: string, reference: MachineReference): Promise<ResolvedMachine> {
  const first = await resolveOne(files, cwd, { ...(await locate(files, cwd, reference)), substitutions: reference.substitutions });
  const found = new Map([[first.resolved.name, first]]);
  for (const { resolved, located, others } of found.values()) {
    for (const name of namesOfNested(resolved, others)) {
      if (!found.has(name)) found.set(name, await resolveOne(files, cwd, nestedLocation(cwd, located, name)));
    }
  }
  const nested = [...found.values()].map(({ resolved }) => resolved);
  // A machine may start itself.
  return { ...first.resolved, nested: startsExecutions(first.resolved) ? nested : [] };
}

/** A machine, where it was found, and the names of the others in its file. */
interface Resolution {
  readonly resolved: ResolvedMachine;
  readonly located: Located;
  readonly others: readonly string[];
}

async function resolveOne(files: Files, cwd: string, located: Located): Promise<Resolution> {
  const { named, path, file, machine } = located;
  const substitutions = { ...named?.machine.substitutions, ...located.substitutions };
  const definitions = await loadDefinitions(files, path, { shownAs: file, substitutions, cwd });
  // The config may call the only machine of a file what it likes.
  const chosen = named === undefined ? machine : definitions.length > 1 ? named.name : undefined;
  const definition = chooseMachine(definitions, chosen, file);
  const others = definitions.flatMap((other) => (other === definition ? [] : [other.machine]));
  return { resolved: await understand(files, cwd, definition, located), located, others };
}

async function understand(
  files: Files,
  cwd: string,
  definition: LoadedDefinition,
  { config, named, file }: Located,
): Promise<ResolvedMachine> {
  const { source, root } = definition;
  const type = named?.machine?.type ?? definition.type;
  const parsed = root === undefined ? undefined : await readMachine({ source, root, ...(type === undefined ? {} : { type }) });
  const name = named?.name ?? definition.machine;
  const built = parsed?.machine && buildModel(name, parsed.machine, declarationsOf(named?.machine));
  const problems = [...definition.diagnostics, ...(parsed?.diagnostics ?? []), ...(built?.diagnostics ?? [])];
  const errors = problems.filter(({ severity }: Diagnostic) => severity === "error");
  const [first, ...others] = await placeDeclarations(files, cwd, config, name, errors);
  if (first) throw problemsError(source, first, others);
  const [unread] = problems;
  if (root === undefined && unread) throw problemsError(source, unread, []);
  if (root === undefined || !parsed?.machine || !built) throw new UserError("There is no state machine in this file", undefined, { file });
  const settings = named?.machine;
  return {
    name,
    file,
    machine: parsed.machine,
    definition: valueOf(root) as JsonObject,
    model: built.model,
    config,
    settings,
    nested: [],
    ...(type === undefined ? {} : { type }),
  };
}
