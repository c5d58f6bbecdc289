import type { Node } from "../../source/node.ts";
import type { CarrierFile, Neighbour } from "../carrier.ts";
import type { HclExpression, HclFile } from "../hcl/hcl-tree.ts";
import type { TerraformModule } from "./terraform-module.ts";
import type { Substitutions } from "../tokens.ts";

/** Where an expression stands and what it may refer to. */
export interface Scope {
  readonly module: TerraformModule;
  /** The file that every span of a value is one of. */
  readonly file: HclFile;
  /** The folders that files are looked for from: that of the module, then that of the configuration which uses it. */
  readonly folders: readonly CarrierFile[];
  /** The person's own values: `var.stage`, `aws_lambda_function.pay.arn`. */
  readonly substitutions: Substitutions;
  /** What names stand for here that are no names of the module, by the name as it is written: `each.key`, those of a `for` or a template. */
  readonly values: ReadonlyMap<string, Node>;
  /** The same for names whose values stand elsewhere: what a module is given as `var.definition`, and `each.value`. */
  readonly places: ReadonlyMap<string, Place>;
  /** What stands before the names of resources here: `charge.` in what a module gives out, else nothing. */
  readonly address: string;
  /** Expressions whose values are being read: one that refers to itself has no value. */
  readonly reading: ReadonlySet<HclExpression>;
  /** How many more values may be made: names that refer to names twice over would make exponentially many. */
  readonly budget: { left: number };
}

/** An expression with the scope it is read in. */
export interface Place {
  readonly scope: Scope;
  readonly expression: HclExpression;
}

/** How many values one definition may have, and how many hundreds of letters; real ones have thousands. */
const VALUE_BUDGET = 100_000;

/** What an expression of a file sees that belongs to a module. */
export function moduleScope(
  module: TerraformModule,
  file: HclFile,
  folders: readonly CarrierFile[],
  { places, address = "" }: Pick<Scope, "places"> & Partial<Pick<Scope, "address">>,
): Scope {
  const substitutions = folders[0]?.substitutions ?? {};
  return { module, file, folders, substitutions, values: new Map(), places, address, reading: new Set(), budget: { left: VALUE_BUDGET } };
}

/** The file of a name in the folder of the module, else in that of the configuration which uses it. */
export function neighbourOf({ folders }: Scope, name: string): Neighbour {
  const found = folders.map((folder) => folder.neighbour(name));
  return found.find(({ problem }) => problem === undefined) ?? found[0] ?? { problem: "does not exist" };
}
