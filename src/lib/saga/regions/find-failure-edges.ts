import { lazily } from "../../base/lazily.ts";
import type { ChoiceState } from "../../asl/ast.ts";
import { choiceEdges } from "./choice-edges.ts";
import type { FailureGround } from "./failure-ground.ts";
import { askedOnce, failureGround } from "./failure-ground.ts";
import { intentsAmongCaught, intentsOf } from "./intents.ts";
import type { MachineGraph, Skip } from "../graph/machine-graph.ts";
import { indexOf, reachable } from "../graph/machine-graph.ts";
import type { FailureEdge } from "../model.ts";
import type { LoneState } from "../words/see-state.ts";

/**
 * The ways out of a Choice, on the way to success, that leave it: those that lead only to Fail, and those that test a step's own
 * result and lead through a compensation that the other ways do not pass, or to a state that is named for a failure (docs/saga-model.md#two-regions).
 * What catchers lead to as well is such a compensation, whatever the Choice tests. `states` are those of the graph.
 */
export function findFailureEdges(graph: MachineGraph, states: readonly LoneState[]): readonly FailureEdge[] {
  const choices = choicesOnWay(graph);
  if (choices.length === 0) return [];
  const tested = intentsOf(states);
  const untested = lazily(() => intentsAmongCaught(graph, tested));
  const found = new Map<string, Map<string, FailureEdge>>();
  const isFound: Skip = (state, { target }) => found.get(state)?.has(target.value) === true;
  const newOf: EdgesOn = (choice, ground) =>
    choiceEdges(graph, ground, choice, { tested, untested }).filter(({ target }) => found.get(choice.name)?.has(target) !== true);
  // An edge found may free another: what the way to success seemed to pass, it passed only beyond a failure further on.
  let isNew = true;
  for (let round = 0; round < MOST_ROUNDS && isNew; round++) {
    const ground = failureGround(graph, isFound, tested.saysFailure);
    const plain = choices.flatMap((choice) => newOf(choice, ground));
    const edges = plain.length > 0 ? plain : loopedEdges(graph, choices, ground, newOf);
    isNew = edges.length > 0;
    for (const edge of edges) found.set(edge.choice, new Map(found.get(edge.choice)).set(edge.target, edge));
  }
  return choices.flatMap(({ name }) => [...(found.get(name)?.values() ?? [])]);
}

/** Far more than a saga has steps one after the other; a bound for machines of thousands of states. */
const MOST_ROUNDS = 40;

type EdgesOn = (choice: ChoiceState, ground: FailureGround) => readonly FailureEdge[];

/**
 * The edges of the last Choice in a loop that has any as long as it is asked only once: the other way passes a compensation, too, where it
 * comes round again. Those before it lead to what it decides.
 */
function loopedEdges(
  graph: MachineGraph,
  choices: readonly ChoiceState[],
  ground: FailureGround,
  edgesOn: EdgesOn,
): readonly FailureEdge[] {
  if (!ground.hasLoop()) return [];
  for (const choice of choices.toReversed()) {
    const once = askedOnce(ground, indexOf(graph, choice.name));
    const edges = once === undefined ? [] : edgesOn(choice, once);
    if (edges.length > 0) return edges;
  }
  return [];
}

function choicesOnWay(graph: MachineGraph): readonly ChoiceState[] {
  // Asked first, since many machines have none at all.
  if (!graph.places.some(({ state }) => state.type === "Choice")) return [];
  return reachable(graph, [graph.machine.startAt.value]).flatMap((name) => {
    const state = graph.states.get(name)?.state;
    return state?.type === "Choice" ? [state] : [];
  });
}
