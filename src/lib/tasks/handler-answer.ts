import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import type { TaskOutcome } from "../engine/task.ts";
import type { FromWorker, Invocation } from "./handler-message.ts";
import { functionFailure, lambdaUnknown } from "./lambda-failure.ts";

/** Who waits for a handler. */
export interface Caller {
  readonly invocation: Invocation;
  readonly settle: (outcome: TaskOutcome) => void;
  readonly fail: (error: UserError) => void;
}

/** What ends a call. */
type Answer = Exclude<FromWorker, { readonly type: "log" | "started" | "resting" }>;

/** Tells the caller what a thread has answered: the outcome of its task, or what the person has to mend. */
export function conclude({ invocation, settle, fail }: Caller, answer: Answer): void {
  const { file, export: name, requestId } = invocation;
  switch (answer.type) {
    case "returned":
      return settle({ type: "succeeded", output: JSON.parse(answer.result) });
    case "threw":
      return settle(functionFailure(answer.error));
    case "unserialisable":
      return settle(lambdaUnknown(requestId, `the result is not JSON: ${answer.why}`));
    case "unloadable":
      return fail(new UserError(`The handler ${file} cannot be loaded: ${withoutNode(answer.why)}`, loadingHint(answer.why), { file }));
    case "missing-export":
      return fail(new UserError(`The handler ${file} exports no function "${name}".`, didYouMean(name, answer.exports), { file }));
  }
}

/** A stack's lines in Node itself say nothing of the handler. */
function withoutNode(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !/^ +at .*\bnode:internal\//.test(line))
    .join("\n");
}

/** Node says what is wrong with such a module, not how to mend it. */
function loadingHint(why: string): string | undefined {
  const [, missing] = /Cannot find (?:package|module) '([^'./][^']*)'/.exec(why) ?? [];
  if (missing !== undefined) return `Install it in the handler's folder, or above: npm install ${missing}`;
  if (!/outside a module|Unexpected token 'export'/.test(why)) return undefined;
  return 'It is an ES module: name it .mjs, or put { "type": "module" } into a package.json beside it.';
}
