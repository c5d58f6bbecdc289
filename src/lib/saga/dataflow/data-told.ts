import type { ChoiceState, Condition } from "../../asl/ast.ts";
import type { Transition } from "../../asl/graph.ts";
import { jsonataReads } from "../../expr/jsonata-reads.ts";
import type { Demand } from "./data-demand.ts";
import { demandOf, isWithin } from "./data-demand.ts";
import { workedOn } from "./data-output.ts";
import type { Source } from "./data-shape.ts";
import { sourceOfReference } from "./data-shape.ts";
import type { Tells } from "./data-tags.ts";

/**
 * Whether who leaves the Choice this way has compared what tells of the place: another field of the same object, as `$.hotel.status`, or
 * what `tells` knows. Where one branch of a saga gives `{status: "BOOKED", id}` and its failure `{status: "FAILED"}`, nobody misses the id
 * who asks for the status first.
 */
export function isTold(choice: ChoiceState, transition: Transition, demand: Demand, tells: Tells): boolean {
  return comparedOn(choice, transition).some((compared) => isBeside(compared, demand) || tells(choice, compared, demand));
}

/** Every place lies in the input as a whole, of which one field says nothing. */
function isBeside(compared: Demand, { variable, keys }: Demand): boolean {
  const object = compared.keys.slice(0, -1);
  return compared.variable === variable && compared.keys.length > (variable === null ? 1 : 0) && isWithin(keys, object);
}

/** What is known to have been compared on this way: its own rule held, and those before it did not. */
function comparedOn(choice: ChoiceState, transition: Transition): readonly Demand[] {
  const index = transition.type === "choice" ? transition.index : choice.choices.length;
  return choice.choices.slice(0, index + 1).flatMap(({ condition }, at) => comparedIn(choice, condition, at === index));
}

/** What the condition has compared for certain, where it held, or where it did not. */
function comparedIn(choice: ChoiceState, condition: Condition, held: boolean): readonly Demand[] {
  switch (condition.type) {
    case "and":
    case "or":
      if (condition.conditions.length > 1 && held !== (condition.type === "and")) return [];
      return condition.conditions.flatMap((part) => comparedIn(choice, part, held));
    case "not":
      return comparedIn(choice, condition.condition, !held);
    case "compare": {
      const demand = demandOf(condition.variable);
      if (demand === null) return [];
      return inInput(demand.variable === null ? workedOn(choice, demand.keys) : { type: "input", demand });
    }
    case "jsonata":
      return condition.expression.type === "jsonata" ? comparedInJsonata(condition.expression.source, held) : [];
  }
}

function comparedInJsonata(source: string, held: boolean): readonly Demand[] {
  const { references, joined } = jsonataReads(source);
  if (joined === "mixed" || joined === (held ? "or" : "and")) return [];
  return references.flatMap((names) => inInput(sourceOfReference(names, [])));
}

function inInput(source: Source): readonly Demand[] {
  return source.type === "input" ? [source.demand] : [];
}
