import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SourceText } from "../../base/span.ts";
import type { LoadedDefinition } from "../carrier.ts";
import type { HclBlock, HclExpression, HclFile } from "../hcl/hcl-tree.ts";
import { readTerraformDefinition } from "./terraform-definition.ts";
import { readInstances } from "./terraform-instances.ts";
import { knownText } from "./terraform-known.ts";
import { attributeOf } from "./terraform-module.ts";
import { settled } from "./terraform-place.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import type { TerraformDefinition } from "./terraform-unread.ts";
import { evaluate } from "./terraform-value.ts";

/** Whether a block is a state machine. */
export function isResource({ type, labels }: HclBlock): boolean {
  return type === "resource" && labels[0] === "aws_sfn_state_machine";
}

/** Reads a block with a `definition`: one machine, or one for each instance where only these tell what it is. */
export async function readMachine(scope: Scope, block: HclBlock): Promise<readonly LoadedDefinition[]> {
  const { file } = scope;
  const errors = file.diagnostics.filter(({ span }) => span.start >= block.span.start && span.end <= block.span.end);
  // What is read of a broken block says little: its errors have to be mended first.
  if (errors.length > 0) return [{ ...unreadable(file, errors), machine: block.labels.at(-1) ?? "" }];
  const expression: HclExpression = attributeOf(block, "definition") ?? { type: "other", span: block.span };
  const read = (own: Scope, machine: string): Promise<readonly LoadedDefinition[]> => readWays({ scope: own, expression }, machine, block);
  return readInstances(scope, block, read, ({ length }) => length === 1);
}

/** A definition in each way that an open condition may choose it: the first has the name, another says when it is deployed: `saga[not var.live]`. */
async function readWays(place: Place, name: string, block: HclBlock): Promise<readonly LoadedDefinition[]> {
  const named = (definition: TerraformDefinition, machine: string): LoadedDefinition => ({
    ...definition,
    machine,
    ...typeOf(place.scope, block, definition.source),
  });
  const ways = await Promise.all(
    waysOf(place).map(async (way) => ({ definition: await readTerraformDefinition(way.place), when: way.when })),
  );
  const found = ways.filter(({ definition }) => definition.root !== undefined);
  if (found.length === 0) return [named(await readTerraformDefinition(place), name)];
  return found.map(({ definition, when }, index) => named(definition, index === 0 ? name : `${name}[${when.join(", ")}]`));
}

/** A place, and what the conditions say that lead there. */
interface Way {
  readonly place: Place;
  readonly when: readonly string[];
}

/** More than anybody keeps; names that lead to conditions twice over would make exponentially many. */
const MOST_WAYS = 20;

/** The ways that lead to a definition, the first ones where there are very many. */
function waysOf(written: Place): readonly Way[] {
  const ways: Way[] = [];
  addWays(written, [], ways);
  return ways;
}

function addWays(written: Place, when: readonly string[], ways: Way[]): void {
  if (ways.length === MOST_WAYS) return;
  const place = settled(written);
  const { scope, expression } = place;
  if (expression.type !== "conditional") {
    ways.push({ place, when });
    return;
  }
  const { start, end } = expression.condition.span;
  const condition = scope.file.source.text.slice(start, end).replaceAll(/\s+/g, " ");
  addWays({ scope, expression: expression.whenTrue }, [...when, condition], ways);
  addWays({ scope, expression: expression.whenFalse }, [...when, `not ${condition}`], ways);
}

/**
 * The type that an attribute says, with its place where that is in the text of the definition. A module takes it in any case:
 * https://github.com/terraform-aws-modules/terraform-aws-step-functions has `type = upper(var.type)`, and others copy it.
 */
export function typeOf(scope: Scope, block: HclBlock, { file }: SourceText): Pick<LoadedDefinition, "type" | "typeSpan"> {
  const attribute = attributeOf(block, "type");
  const written = attribute && knownText(evaluate(scope, attribute));
  const type = block.type === "module" ? written?.toUpperCase() : written;
  if (attribute === undefined || (type !== "STANDARD" && type !== "EXPRESS")) return {};
  return { type, ...(scope.file.source.file === file ? { typeSpan: attribute.span } : {}) };
}

/** A machine of which only the errors of its file are known. */
export function unreadable({ source, comments }: HclFile, diagnostics: readonly Diagnostic[]): TerraformDefinition {
  return { source, root: undefined, diagnostics, comments, syntax: null };
}
