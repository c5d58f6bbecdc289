import { MAX_DEPTH } from "../../source/depth.ts";
import type { HclCall, HclExpression, HclFor, HclReference, HclTemplate } from "../hcl/hcl-tree.ts";
import { keyedRounds } from "./terraform-for.ts";
import { textOf, truthOf } from "./terraform-known.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import { evaluate, keyText } from "./terraform-value.ts";
import { holdsToken } from "../tokens.ts";

/** A name of the module and the members that are taken of it: `local.retry`, or `module.charge.arn`, which is one, too. */
export function nameIn(path: HclReference["path"]): { readonly name: string; readonly members: HclReference["path"] } {
  const length = path[0] === "module" ? 3 : 2;
  return { name: path.slice(0, length).join("."), members: path.slice(length) };
}

/** The expression behind `local.name`, `var.name` and members of them; undefined where it cannot be known. */
export function followed(scope: Scope, { path }: HclReference): Place | undefined {
  const { name, members } = nameIn(path);
  const place = namedPlace(scope, name);
  return members.reduce<Place | undefined>((outer, member) => outer && memberPlace(outer, String(member)), place);
}

/** The expression that a value is taken from in the end: behind names, members and conditions whose outcome is known. */
export function settled(place: Place): Place {
  const { scope, expression } = place;
  switch (expression.type) {
    case "reference": {
      const behind = followed(scope, expression);
      return behind === undefined ? place : settled(behind);
    }
    case "member": {
      const inner = memberPlace({ scope, expression: expression.of }, textOf(evaluate(scope, expression.key)));
      return inner === undefined ? place : settled(inner);
    }
    case "template": {
      const only = onlyInterpolation(expression);
      return only === undefined ? place : settled({ scope, expression: only });
    }
    case "conditional": {
      const truth = truthOf(evaluate(scope, expression.condition));
      return truth === undefined ? place : settled({ scope, expression: truth ? expression.whenTrue : expression.whenFalse });
    }
    case "call": {
      const [first, ...others] = expression.arguments;
      return first !== undefined && others.length === 0 && UNCHANGED.has(expression.name) ? settled({ scope, expression: first }) : place;
    }
    default:
      return place;
  }
}

/** Functions that give what they are given. */
const UNCHANGED = new Set(["tomap", "tolist", "nonsensitive", "sensitive"]);

/** The expression that stands behind a name of the module, or one that it is given: `local.retry`; undefined where it is that very name again. */
export function namedPlace(scope: Scope, name: string): Place | undefined {
  const { module, places, reading } = scope;
  const place = places.get(name);
  const named = place === undefined ? module.names.get(name) : { file: place.scope.file, expression: place.expression };
  if (named === undefined || reading.has(named.expression) || reading.size > MAX_DEPTH) return undefined;
  const outer = place?.scope ?? { ...scope, values: new Map() };
  return {
    scope: { ...outer, file: named.file, reading: new Set([...reading, named.expression]), budget: scope.budget },
    expression: named.expression,
  };
}

function memberPlace(place: Place, member: string | undefined): Place | undefined {
  const { scope, expression } = settled(place);
  switch (expression.type) {
    case "object":
      return inside(expression.elements.findLast(({ key }) => keyText(scope, key, 0) === member)?.value);
    case "tuple":
      return inside(expression.items[Number(member)]);
    case "for":
      return forPlace({ scope, expression }, member);
    case "call":
      return expression.name === "merge" && !expression.spread ? mergedPlace({ scope, expression }, member) : undefined;
    default:
      return undefined;
  }

  function inside(inner: HclExpression | undefined): Place | undefined {
    return inner && { scope, expression: inner };
  }
}

function forPlace(
  { scope, expression }: { readonly scope: Scope; readonly expression: HclFor },
  member: string | undefined,
): Place | undefined {
  const round = expression.key && keyedRounds(scope, expression)?.findLast(({ key }) => key === member);
  return round && { scope: round.scope, expression: expression.result };
}

/** The member of the last of the maps that has it. */
function mergedPlace(
  { scope, expression }: { readonly scope: Scope; readonly expression: HclCall },
  member: string | undefined,
): Place | undefined {
  for (const argument of expression.arguments.toReversed()) {
    const map = { scope, expression: argument };
    const found = memberPlace(map, member);
    if (found !== undefined) return found;
    const value = evaluate(scope, argument);
    if (value.type !== "object" || value.members.some(({ key }) => key === member || holdsToken(key))) return undefined;
  }
  return undefined;
}

/** What stands alone in a template: Terraform, too, gives the value itself and not its text for `"${local.retries}"`. */
export function onlyInterpolation({ parts }: HclTemplate): HclExpression | undefined {
  const [first, ...others] = parts;
  return first?.type === "interpolation" && others.length === 0 ? first.value : undefined;
}
