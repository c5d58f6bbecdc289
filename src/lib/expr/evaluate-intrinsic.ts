import type { JsonValue } from "../base/json.ts";
import { arrayFunctions } from "./array-functions.ts";
import { encodingFunctions } from "./encoding-functions.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated, runtimeFailure } from "./evaluated.ts";
import { readPath } from "./evaluate-path.ts";
import { format } from "./format.ts";
import type { Intrinsic, IntrinsicArgument, IntrinsicName } from "./intrinsic.ts";
import type { IntrinsicFunction } from "./intrinsic-function.ts";
import type { JsonPath } from "./json-path.ts";
import { jsonFunctions } from "./json-functions.ts";
import { mathFunctions } from "./math-functions.ts";
import type { Scope } from "./scope.ts";

const FUNCTIONS: Readonly<Record<IntrinsicName, IntrinsicFunction>> = {
  "States.Format": format,
  ...jsonFunctions,
  ...arrayFunctions,
  ...encodingFunctions,
  ...mathFunctions,
};

/**
 * The value of a call. A path that finds nothing and arguments that the function refuses are failures,
 * which AWS reports as States.Runtime (so no retrier or catcher sees them), naming the whole expression.
 */
export function evaluateIntrinsic(call: Intrinsic, scope: Scope): Evaluated<JsonValue> {
  const result = apply(call, scope);
  return result.ok ? result : runtimeFailure(`The function '${call.text}' had the following error: ${result.cause}`);
}

function apply(call: Intrinsic, scope: Scope): Evaluated<JsonValue> {
  const values: JsonValue[] = [];
  for (const argument of call.arguments) {
    const result = argumentValue(argument, scope);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return FUNCTIONS[call.name](values, scope.rng);
}

function argumentValue(argument: IntrinsicArgument, scope: Scope): Evaluated<JsonValue> {
  switch (argument.type) {
    case "literal":
      return evaluated(argument.value);
    case "call":
      return apply(argument.call, scope);
    case "path": {
      const value = readPath(argument.path, scope);
      return value === undefined ? missingArgument(argument.path, scope) : evaluated(value);
    }
  }
}

/** AWS writes a context path as `$.…` here, and shows the state's input whatever the path reads. */
function missingArgument({ root, text }: JsonPath, scope: Scope): Evaluated<never> {
  const shown = root.type === "context" ? text.slice(1) : text;
  return runtimeFailure(`The JsonPath argument for the field '${shown}' could not be found in the input '${JSON.stringify(scope.input)}'`);
}
