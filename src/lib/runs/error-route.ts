import type { Catcher, Retrier, State, StateMachine } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import { STATES_ERRORS } from "../asl/error-names.ts";
import { allStates } from "../asl/graph.ts";
import { hasToken } from "../asl/symbolic.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import { errorClasses, raisedAs } from "../saga/failures/error-classes.ts";
import { holdersOf, machineGraph } from "../saga/graph/machine-graph.ts";

/** What becomes of an error of a state: through its own Retry and Catch, then those of the Parallels and Maps around it. */
export interface ErrorRoute {
  readonly state: string;
  readonly error: string;
  /** The state itself first, then what it lies in, as far as the error gets. */
  readonly stops: readonly RouteStop[];
  /** Whether nothing takes it, so that the execution fails. */
  readonly escapes: boolean;
  /** Errors that the state can raise and that nothing takes; null where it is no Task. */
  readonly escaping: readonly string[] | null;
}

/** What one state does with an error. */
export interface RouteStop {
  readonly state: string;
  /** The error as it arrives here: a distributed Map fails with one of its own. */
  readonly error: string;
  readonly retry: RetryPlan | null;
  /** Once nothing is tried again any more; null where no catcher takes the error. */
  readonly catch: CaughtBy | null;
}

/** The first retrier that takes the error, and what it does. */
export interface RetryPlan {
  /** Place in Retry, from 0. */
  readonly index: number;
  readonly errorEquals: readonly string[];
  readonly maxAttempts: number;
  /** Seconds before each of the first retries, upper bounds where there is jitter. */
  readonly waits: readonly number[];
  readonly jitter: boolean;
}

/** The first catcher that takes the error. */
export interface CaughtBy {
  /** Place in Catch, from 0. */
  readonly index: number;
  readonly errorEquals: readonly string[];
  readonly next: string;
  /** Where {Error, Cause} goes (JSONPath): `$` replaces the input, null drops it; undefined in JSONata. */
  readonly resultPath: string | null | undefined;
}

const WAITS_SHOWN = 8;
const MAP_FAILED = "States.ExceedToleratedFailureThreshold";

/** Follows an error of a state to where it is taken, or out of the machine. @throws UserError for a state that is none, for a misspelt `States.` error, and for one that the state never raises. */
export function errorRoute(machine: StateMachine, stateName: string, error: string): ErrorRoute {
  const graph = machineGraph(machine);
  const place = graph.states.get(stateName);
  if (place === undefined)
    throw new UserError(
      `There is no state "${stateName}"`,
      didYouMean(
        stateName,
        [...allStates(machine)].map(({ name }) => name),
      ),
    );
  checkErrorName(error);
  checkRaised(place.state, error);
  const holders = holdersOf(graph, stateName).map(({ state }) => state);
  const classes = place.state.type === "Task" ? errorClasses(place.state, holders) : null;
  const stops = stopsOf([place.state, ...holders], error);
  return {
    state: stateName,
    error,
    stops,
    escapes: isEscaping(stops),
    escaping: classes?.filter((each) => isEscaping(stopsOf([place.state, ...holders], each))) ?? null,
  };
}

/** The stops of an error that is raised in the first state, which lies in the others, inner first. */
function stopsOf([state, ...around]: readonly State[], error: string): readonly RouteStop[] {
  if (state === undefined) return [];
  const here = stopAt(state, error);
  if (here.catch !== null) return [here];
  const [outer] = around;
  return [here, ...stopsOf(around, outer?.type === "Map" && outer.mode === "DISTRIBUTED" ? MAP_FAILED : error)];
}

function stopAt(state: State, error: string): RouteStop {
  const [retriers, catchers]: readonly [readonly Retrier[], readonly Catcher[]] =
    state.type === "Task" || state.type === "Parallel" || state.type === "Map" ? [state.retry, state.catch] : [[], []];
  const retried = firstMatch(retriers, raisedAs(error));
  const caught = firstMatch(catchers, raisedAs(error));
  const retrier = retriers[retried];
  const catcher = catchers[caught];
  return {
    state: state.name,
    error,
    retry: retrier === undefined ? null : { ...planOf(retrier), index: retried },
    catch: catcher === undefined ? null : { ...caughtBy(catcher, state), index: caught },
  };
}

function planOf(retrier: Retrier): Omit<RetryPlan, "index"> {
  const { errorEquals, maxAttempts, intervalSeconds, backoffRate, maxDelaySeconds = Number.POSITIVE_INFINITY, jitterStrategy } = retrier;
  const waits = Array.from({ length: Math.min(maxAttempts, WAITS_SHOWN) }, (_, made) =>
    Math.min(intervalSeconds * backoffRate ** made, maxDelaySeconds),
  );
  return { errorEquals: errorEquals.map(({ value }) => value), maxAttempts, waits, jitter: jitterStrategy === "FULL" };
}

function caughtBy({ errorEquals, next, resultPath }: Catcher, { queryLanguage }: State): Omit<CaughtBy, "index"> {
  const path = resultPath === undefined ? "$" : (resultPath?.text ?? null);
  return {
    errorEquals: errorEquals.map(({ value }) => value),
    next: next.value,
    resultPath: queryLanguage === "JSONata" ? undefined : path,
  };
}

function isEscaping(stops: readonly RouteStop[]): boolean {
  return stops.every((stop) => stop.catch === null);
}

/** Names under `States.` are reserved: one that is near a known one is a slip. */
function checkErrorName(error: string): void {
  if (error === "States.ALL")
    throw new UserError("States.ALL is what a Catch names, not an error that is raised", "Name an error, as States.Timeout.");
  if (!error.startsWith("States.") || STATES_ERRORS.has(error) || nearNames(error, STATES_ERRORS).length === 0) return;
  throw new UserError(`There is no error "${error}"`, didYouMean(error, STATES_ERRORS));
}

/** What calls nothing raises no error of its own, and a Fail the one it names. */
function checkRaised(state: State, error: string): void {
  switch (state.type) {
    case "Task":
    case "Parallel":
    case "Map":
      return;
    case "Fail": {
      const named = state.error?.type === "literal" ? state.error.value : undefined;
      if (typeof named === "string" && named !== error && !hasToken(named))
        throw new UserError(`The Fail "${state.name}" raises ${named}, never ${error}`, `Ask for ${named}.`);
      return;
    }
    case "Pass":
    case "Choice":
    case "Wait":
    case "Succeed":
      if (!error.startsWith("States."))
        throw new UserError(`The ${state.type} "${state.name}" calls nothing, and never fails with ${error}`, "Name the state that does.");
  }
}
