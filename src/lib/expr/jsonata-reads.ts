/** What a JSONata expression reads, seen from its text alone: JSONata itself need not be loaded for it. */
export interface JsonataReads {
  /** Plain references as `$states.input.order` or `$order.id`, each as its names and indexes; a reference ends before any other predicate, and before a call. */
  readonly references: readonly (readonly (string | number)[])[];
  /** Whether the expression gets by without some of them: it asks whether they exist, or has an alternative. */
  readonly tentative: boolean;
  /** Whether it is true or false even where nothing of what it reads is there: JSONata takes any comparison for equality with nothing for false. */
  readonly decides: boolean;
  /** How its conditions are joined: one `alone`, by one word, or `mixed`, by both or within a `$not`. */
  readonly joined: "alone" | "and" | "or" | "mixed";
}

/** One that has no end goes on to the end of the text, so that no text is searched twice. */
const STRINGS_AND_COMMENTS = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|'(?:[^'\\]|\\[\s\S]?)*(?:'|$)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g;
const REFERENCE = /(?<![\w$])\$([A-Za-z_]\w*)\b(?!\s*\()((?:\s*\.\s*(?:[A-Za-z_]\w*\b(?!\s*\()|`[^`]+`)|\s*\[\s*-?\d+\s*\])*)/g;
const DECISION = /(?<![<>:!~])=|!=|\b(?:and|or|in)\b/;
const FIELD = /`([^`]+)`|([A-Za-z_]\w*)|(-?\d+)/g;
const BINDING = /\$([A-Za-z_]\w*)\s*:=|[@#]\s*\$([A-Za-z_]\w*)/g;
const PARAMETERS = /(?:function|λ)\s*\(([^()]*)\)/g;

/** Reads an expression (without its `{% %}`); names that it binds itself are no references. */
export function jsonataReads(source: string): JsonataReads {
  const text = source.replaceAll(STRINGS_AND_COMMENTS, '""');
  const bound = boundNames(text);
  const references = [...text.matchAll(REFERENCE)].flatMap(([, root = "", rest = ""]) =>
    bound.has(root) ? [] : [[root, ...[...rest.matchAll(FIELD)].map(([, quoted, plain, index]) => quoted ?? plain ?? Number(index))]],
  );
  return { references, tentative: /\?|\$exists\s*\(|\$type\s*\(/.test(text), decides: DECISION.test(text), joined: joinedBy(text) };
}

function joinedBy(text: string): JsonataReads["joined"] {
  const [and, or] = [/\band\b/.test(text), /\bor\b/.test(text)];
  if (!and && !or) return "alone";
  return (and && or) || text.includes("$not") ? "mixed" : and ? "and" : "or";
}

function boundNames(text: string): ReadonlySet<string> {
  const parameters = [...text.matchAll(PARAMETERS)].flatMap(([, list = ""]) => [...list.matchAll(/\$(\w+)/g)]);
  return new Set([...text.matchAll(BINDING), ...parameters].map(([, name, other]) => name ?? other ?? ""));
}
