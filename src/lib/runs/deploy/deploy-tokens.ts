import { resolve } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Files } from "../../base/ports.ts";
import type { SourceText, Span } from "../../base/span.ts";
import { chooseMachine, loadDefinitions } from "../../definition/load-definition.ts";
import type { Node } from "../../source/node.ts";
import { problemsError } from "../../source/problems-error.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** A token of a definition as it stands in the text. */
const TOKEN = /[$#]\{([^{}"\\\n]+)\}/g;

/** Lets pass a definition whose tokens all have values; one whose value is the token itself is meant as it stands. @throws UserError that lists the others with their places. */
export async function checkTokens(
  files: Files,
  cwd: string,
  { name, file, settings }: ResolvedMachine,
  given: Readonly<Record<string, string>>,
): Promise<void> {
  const substitutions = { ...settings?.substitutions, ...given };
  const definitions = await loadDefinitions(files, resolve(cwd, file), { shownAs: file, substitutions, cwd });
  const { source, root } = chooseMachine(definitions, definitions.length > 1 ? name : undefined, file);
  const open = root === undefined ? [] : tokensIn(source, root).filter((token) => !Object.hasOwn(substitutions, token.name));
  const [first, ...others] = open.map(({ text, span }) => problem(text, span));
  if (first === undefined) return;
  const [example] = new Set(open.map((token) => token.name));
  const hint = [
    `Give it one: --substitution '${example}=VALUE', in saga.config.yaml under machines.${name}.substitutions,`,
    "or by --stack NAME where a CloudFormation stack has it.",
  ].join(" ");
  throw problemsError(source, { ...first, hint }, others);
}

interface Token {
  readonly name: string;
  readonly text: string;
  readonly span: Span;
}

function tokensIn(source: SourceText, node: Node): readonly Token[] {
  switch (node.type) {
    case "string":
      return tokensOf(source, node.value, node);
    case "array":
      return node.items.flatMap((item) => tokensIn(source, item));
    case "object":
      return node.members.flatMap((member) => [...tokensOf(source, member.key, member), ...tokensIn(source, member.value)]);
    case "number":
    case "boolean":
    case "null":
      return [];
  }
}

/** A token's place is its own where the file writes it as it is, else that of its value. */
function tokensOf(source: SourceText, value: string, span: Span): readonly Token[] {
  return [...value.matchAll(TOKEN)].map(([text, name = ""]) => {
    const start = source.text.indexOf(text, span.start);
    return { name, text, span: start >= 0 && start < span.end ? { start, end: start + text.length } : span };
  });
}

function problem(token: string, span: Span): Diagnostic {
  return { code: "deploy", severity: "error", message: `Nothing gives ${token} a value`, span };
}
