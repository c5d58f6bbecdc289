import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import type { SourceText } from "../base/span.ts";
import { parseJsonata } from "../expr/jsonata.ts";
import { directReference } from "../expr/jsonata-direct.ts";
import type { ForeignJsonata } from "../expr/jsonata-foreign.ts";
import { JSONATA_FUNCTIONS } from "../expr/jsonata-foreign.ts";
import type { JsonataReference } from "../expr/jsonata-references.ts";
import type { Template } from "../expr/template.ts";
import type { StateMachine } from "./ast.ts";
import { allStates } from "./graph.ts";
import type { JsonataField } from "./jsonata-fields.ts";
import { jsonataFields } from "./jsonata-fields.ts";
import { spanInString } from "./span-in-string.ts";
import { hasToken } from "./symbolic.ts";

/**
 * Everything wrong inside the JSONata expressions of a machine, in the order of the text: syntax errors, and names that
 * Step Functions does not provide. It waits for jsonata to load, and only where there are expressions.
 */
export async function checkJsonata(machine: StateMachine): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const state of allStates(machine)) {
    if (state.queryLanguage !== "JSONata") continue;
    for (const { template, reads } of jsonataFields(state)) {
      for (const expression of expressions(template)) found.push(...(await checkExpression(machine.source, expression, reads)));
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

type Expression = Extract<Template, { type: "jsonata" }>;

function expressions(template: Template | undefined): readonly Expression[] {
  switch (template?.type) {
    case "jsonata":
      return [template];
    case "object":
      return template.entries.flatMap(({ value }) => expressions(value));
    case "array":
      return template.items.flatMap(expressions);
    default:
      return [];
  }
}

async function checkExpression(
  file: SourceText,
  { source, span }: Expression,
  reads: JsonataField["reads"],
): Promise<readonly Diagnostic[]> {
  if (hasToken(source)) return [];
  // What needs no jsonata to be evaluated needs none to be checked.
  const direct = directReference(source);
  if (direct && (direct[0] !== "states" || (isReadable(direct[1], reads) && isOfError(direct)))) return [];
  const parsed = await parseJsonata(source);
  if (!parsed.ok) {
    const { message, offset } = parsed;
    const place = spanInString(file, span, source, { start: offset, end: offset + 1 });
    return [{ code: "asl/invalid-jsonata", severity: "error", message: `This is not JSONata: ${message}`, span: place }];
  }
  const unsupported = (problem: Problem, start: number, end: number): Diagnostic => ({
    code: "asl/unsupported-jsonata",
    ...problem,
    span: spanInString(file, span, source, { start, end }),
  });
  const read = parsed.value.references.flatMap((reference): readonly Diagnostic[] => {
    const problem = problemOf(reference, reads);
    return problem ? [unsupported(problem, reference.end - lengthOf(source, reference), reference.end)] : [];
  });
  const used = parsed.value.foreign.map((foreign) =>
    unsupported(foreignProblem(foreign), foreign.end - shownName(foreign).length, foreign.end),
  );
  return [...read, ...used];
}

type Problem = Pick<Diagnostic, "severity" | "message" | "hint">;

function shownName({ type, name }: ForeignJsonata): string {
  return type === "function" ? `$${name}` : name;
}

/** AWS documents JSONata 2.0.6; what it makes of a function that is not there is seen when it runs. */
function foreignProblem(foreign: ForeignJsonata): Problem {
  const name = shownName(foreign);
  if (foreign.type === "operator") {
    const hint = name === "??" ? "Write $exists(a) ? a : b." : "Write a ? a : b.";
    return { severity: "warning", message: `The operator ${name} came with JSONata 2.1, and Step Functions has 2.0.6`, hint };
  }
  const near = nearNames(foreign.name, JSONATA_FUNCTIONS).map((each) => `$${each}`);
  const hint = name === "$eval" ? "$parse reads JSON." : near.length === 0 ? undefined : didYouMean(name, near);
  return { severity: "warning", message: `There is no function ${name} on Step Functions`, ...(hint === undefined ? {} : { hint }) };
}

function lengthOf(source: string, { name, end }: JsonataReference): number {
  return name.length + (source[end - 1] === "`" ? 2 : 0);
}

const STATES_FIELDS = ["input", "context", "result", "errorOutput"];

function isReadable(name: string | undefined, reads: JsonataField["reads"]): boolean {
  return name === undefined || name === "" || name === "input" || name === "context" || name === reads;
}

/** Whether there is nothing to say against what a plain reference reads of an error output. */
function isOfError([, part, field, ...inner]: readonly string[]): boolean {
  return part !== "errorOutput" || field === undefined || ((field === "Error" || field === "Cause") && inner.length === 0);
}

function problemOf({ type, name }: JsonataReference, reads: JsonataField["reads"]): Problem | undefined {
  if (type === "error") {
    const hint = name.startsWith("Cause.") ? "Where the cause is JSON, $parse($states.errorOutput.Cause) reads it." : undefined;
    return { severity: "warning", message: `An error output is {Error, Cause}, two texts: it has no ${name}`, ...(hint && { hint }) };
  }
  if (type !== "states") {
    const message = `"${name}" reads what is around the expression, and there is nothing: Step Functions gives JSONata no context`;
    return { severity: "error", message, hint: `Read the state's input as ${inputOf(name)}, and variables as $name.` };
  }
  if (isReadable(name, reads)) return undefined;
  if (!STATES_FIELDS.includes(name)) {
    const hint = nearNames(name, STATES_FIELDS).length === 0 ? undefined : didYouMean(name, STATES_FIELDS);
    return { severity: "warning", message: `$states has no field "${name}"`, ...(hint === undefined ? {} : { hint }) };
  }
  return { severity: "error", message: `$states.${name} does not exist here`, hint: WHERE[name as keyof typeof WHERE] };
}

const WHERE = {
  result: "It is there in Output and Assign of a Task, Parallel or Map.",
  errorOutput: "It is there in Output and Assign of a catcher.",
};

function inputOf(name: string): string {
  if (name.startsWith("$")) return "$states.input";
  return /^\w+$/.test(name) ? `$states.input.${name}` : `$states.input.\`${name}\``;
}
