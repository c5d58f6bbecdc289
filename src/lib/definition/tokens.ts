/** Values for `${Name}` tokens, as CloudFormation's DefinitionSubstitutions has them. */
export type Substitutions = Readonly<Record<string, string>>;

const TOKEN = /[$#]\{([^{}"\\\n]+)\}/g;
const STRING_OR_TOKEN = /"(?:[^"\\\n]|\\.)*"?|\$\{[^{}"\\\n]+\}/g;

/** The text with the values of its tokens in their place; a token without a value stays as it is. */
export function withValues(text: string, substitutions: Substitutions): string {
  if (!mayHoldToken(text)) return text;
  return text.replace(TOKEN, (token, name: string) => (Object.hasOwn(substitutions, name) ? (substitutions[name] ?? token) : token));
}

/** Whether a text of any length could hold a token; sooner told than {@link holdsToken}. */
export function mayHoldToken(text: string): boolean {
  return text.includes("${") || text.includes("#{");
}

/** The name in a text that is one `${Name}` and nothing else. */
export function tokenName(text: string): string | undefined {
  return /^\$\{([^{}"\\\n]+)\}$/.exec(text)?.[1];
}

/** Whether a text holds a token. */
export function holdsToken(text: string): boolean {
  return text.search(TOKEN) >= 0;
}

/** Makes strings of the tokens that stand outside strings, as long as they were, so that JSON can be read and nothing moves. */
export function quoteBareTokens(text: string): string {
  return text.replace(STRING_OR_TOKEN, (found) => (found.startsWith("$") ? `"${"_".repeat(found.length - 2)}"` : found));
}
