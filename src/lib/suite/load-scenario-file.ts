import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Files } from "../base/ports.ts";
import type { SourceText } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import { insideRoot } from "../config/inside-root.ts";
import { findConfig } from "../config/load-config.ts";
import { moduleParts } from "../config/read-config.ts";
import { checkSchema } from "../source/check-schema.ts";
import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import { parseYaml } from "../source/parse-yaml.ts";
import { problemsError } from "../source/problems-error.ts";
import { expandCases } from "./expand-cases.ts";
import { readScenarios } from "./read-scenarios.ts";
import type { ScenarioFile } from "./scenario.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** Reads a scenario file (`path` is absolute, `shownAs` is how messages name it). @throws UserError at the first problem, which lists all the others, too. */
export async function loadScenarioFile(files: Files, path: string, shownAs: string): Promise<ScenarioFile> {
  const text = files.read(path);
  if (text === undefined) throw new UserError(`${shownAs} does not exist`, "Name a scenario file, as order.saga.yaml.", { file: shownAs });
  const source: SourceText = { file: shownAs, text };
  const { root, diagnostics } = await parseYaml(source);
  const [syntax, ...more] = diagnostics;
  if (syntax !== undefined) throw problemsError(source, syntax, more);
  if (root === undefined) throw new UserError("The scenario file is empty", "Say at least scenarios: [].", { file: shownAs });
  const list = memberOf(root, "scenarios")?.value;
  const expanded = (list?.type === "array" ? list.items : []).map(expandCases);
  const scenarios = expanded.map((one) => one.scenarios);
  const problems = [...problemsIn(files, path, root, scenarios), ...expanded.flatMap((one) => one.diagnostics)];
  const [first, ...others] = problems.toSorted((a, b) => a.span.start - b.span.start);
  if (first !== undefined) throw problemsError(source, first, others);
  return readScenarios(source, path, root, scenarios.flat());
}

/** The scenarios are checked with the parameters of each of their cases put in, and each problem is said once. */
function problemsIn(files: Files, path: string, root: Node, scenarios: readonly (readonly Node[])[]): readonly Diagnostic[] {
  const folder = dirname(path);
  const config = findConfig(files, folder);
  const project = config === null ? folder : dirname(config);
  const inside = (file: string): ReturnType<typeof insideRoot> => insideRoot(project, resolve(folder, file));
  const formats = { path: inside, module: (module: string) => inside(moduleParts(module).file) };
  const check = (tree: Node): readonly Diagnostic[] => checkSchema(tree, scenarioSchema, { code: "scenario", formats });
  const rounds = Math.max(1, ...scenarios.map(({ length }) => length));
  const expanded = Array.from({ length: rounds }, (_, round) =>
    withScenarios(
      root,
      scenarios.flatMap((cases) => cases[round] ?? cases[0] ?? []),
    ),
  );
  // Parameters are gone from a scenario that they have been put into.
  const ofCases = check(root).filter(({ message }) => /^(?:Unknown key .* in )?scenarios\[\d+\]\.cases/.test(message));
  const all = [...expanded.flatMap(check), ...ofCases];
  const said = new Set<string>();
  return all.filter(({ span, message }) => {
    const key = `${span.start} ${message}`;
    return !said.has(key) && said.add(key);
  });
}

function withScenarios(root: Node, scenarios: readonly Node[]): Node {
  if (root.type !== "object") return root;
  const members = root.members.map((member) =>
    member.key === "scenarios" && member.value.type === "array" ? { ...member, value: { ...member.value, items: scenarios } } : member,
  );
  return { ...root, members };
}
