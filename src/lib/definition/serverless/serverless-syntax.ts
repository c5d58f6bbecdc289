/** A stretch of a text: as it is written, or what stands in `${…}`. */
export type ServerlessPart = { readonly type: "text"; readonly text: string } | { readonly type: "variable"; readonly inner: string };

/** One of the places that a variable is looked for at: https://www.serverless.com/framework/docs/guides/variables */
export type ServerlessSource =
  | { readonly type: "literal"; readonly value: string | number | boolean | null }
  /** `file(steps.yml):order`: a name, what stands in its brackets, and an address. */
  | { readonly type: "source"; readonly name: string; readonly argument: string; readonly address: string; readonly written: string };

/** The variables of a text, of which one may hold others: `${self:custom.${opt:stage}}`. */
export function serverlessParts(text: string): readonly ServerlessPart[] {
  const parts: ServerlessPart[] = [];
  let done = 0;
  for (let start = text.indexOf("${"); start !== -1; start = text.indexOf("${", done)) {
    const end = closingBrace(text, start + 2);
    if (end === undefined) break;
    if (start > done) parts.push({ type: "text", text: text.slice(done, start) });
    parts.push({ type: "variable", inner: text.slice(start + 2, end) });
    done = end + 1;
  }
  return done < text.length ? [...parts, { type: "text", text: text.slice(done) }] : parts;
}

/** The sources of a variable without others in it, in the order in which they are tried; undefined for what is none of Serverless's, as `${AWS::Region}`. */
export function serverlessSources(inner: string): readonly ServerlessSource[] | undefined {
  const sources = (inner.match(/(?:'[^']*'|"[^"]*"|\([^()]*\)|[^,'"()])+/g) ?? []).map((written) => sourceOf(written.trim()));
  const [first] = sources;
  return first?.type !== "source" || sources.includes(undefined) ? undefined : sources.flatMap((source) => source ?? []);
}

function sourceOf(written: string): ServerlessSource | undefined {
  const [, quoted, otherwise] = /^(?:'([^']*)'|"([^"]*)")$/.exec(written) ?? [];
  const text = quoted ?? otherwise;
  if (text !== undefined) return { type: "literal", value: text };
  if (/^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(written))
    return { type: "literal", value: JSON.parse(written) as number | boolean | null };
  const [, name, argument = "", address = ""] = /^([A-Za-z][\w-]*)(?:\(([^()]*)\))?(?::(?!:)\s*(.*))?$/.exec(written) ?? [];
  return name === undefined || name === written
    ? undefined
    : { type: "source", name, argument: argument.trim(), address: address.trim(), written };
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith("${", at)) open += 1;
    if (text[at] === "}") open -= 1;
    if (open === 0) return at;
  }
  return undefined;
}
