import type { ChoiceState, Condition } from "../asl/ast.ts";
import type { Transition } from "../asl/graph.ts";
import { jsonataReads } from "../expr/jsonata-reads.ts";
import type { Demand } from "./data-demand.ts";
import { demandOf, isWithin } from "./data-demand.ts";
import { workedOn } from "./data-output.ts";
import type { Source } from "./data-shape.ts";
import { sourceOfReference } from "./data-shape.ts";

/**
 * Whether who leaves the Choice this way has been told what the object is in which the place lies: another field of it, as
 * `$.hotel.status`, was compared. Where one branch of a saga gives `{status: "BOOKED", id}` and its failure `{status: "FAILED"}`, nobody
 * misses the id who asks for the status first.
 */
export function isTold(choice: ChoiceState, transition: Transition, { variable, keys }: Demand): boolean {
  return comparedOn(choice, transition).some(
    (compared) =>
      compared.variable === variable &&
      // Every place lies in the input as a whole, of which one field says nothing.
      (variable !== null || compared.keys.length > 1) &&
      compared.keys.length > 0 &&
      isWithin(keys, compared.keys.slice(0, -1)),
  );
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
