import type { CST, Document, ParsedNode } from "yaml";
import { Composer, Lexer, Parser } from "yaml";
import { MAX_DEPTH, TooDeep } from "./depth.ts";
import type { Comment } from "./parsed-text.ts";

/** The documents of a YAML text as its parser gives them, and the comments, of which no document keeps the places. */
export interface YamlDocuments {
  readonly documents: readonly Document.Parsed[];
  readonly comments: readonly Comment[];
}

/**
 * Parses a YAML text.
 * Lines inside brackets may stand further left than what holds them: the specification forbids it, and what reads templates at AWS does not.
 */
export function readDocuments(text: string): YamlDocuments {
  const strict = compose(text, false);
  if (!errorsOf(strict).some(({ code, message }) => code === "BAD_INDENT" && message.startsWith("Flow"))) return strict;
  const lenient = compose(text, true);
  // With other errors about, a bracket may be missing: the strict reading says better where.
  return errorsOf(lenient).length === 0 ? lenient : strict;
}

function errorsOf({ documents }: YamlDocuments): Document.Parsed["errors"] {
  return documents.flatMap(({ errors }) => errors);
}

function compose(text: string, anyIndent: boolean): YamlDocuments {
  const comments: Comment[] = [];
  const composer = new Composer<ParsedNode>({ uniqueKeys: false, resolveKnownTags: false, logLevel: "silent" });
  return { documents: [...composer.compose(tokens(text, comments, anyIndent))], comments };
}

/** What stands on the parser's stack beside the collections that are open. */
const SCALAR_AND_DOCUMENT = 2;

/** What the lexer puts before a scalar. */
const SCALAR_MARK = "\u001F";

/** The tokens of the text; its comments are noted on the way. */
function* tokens(text: string, comments: Comment[], anyIndent: boolean): Generator<CST.Token> {
  const parser = new Parser();
  let afterScalarMark = false;
  for (const lexeme of lexemes(text, anyIndent)) {
    if (lexeme.startsWith("#") && !afterScalarMark) {
      comments.push({ span: { start: parser.offset, end: parser.offset + lexeme.length }, text: lexeme.slice(1).trim() });
    }
    afterScalarMark = lexeme === SCALAR_MARK;
    yield* parser.next(lexeme);
    // What composes the tokens recurses, and a stack that overflows inside a regular expression ends the process.
    if (parser["stack"].length > MAX_DEPTH + SCALAR_AND_DOCUMENT) throw new TooDeep({ start: parser.offset, end: parser.offset });
  }
  yield* parser.end();
}

function* lexemes(text: string, anyIndent: boolean): Generator<string> {
  const lexer = new Lexer();
  let outside: number | undefined;
  for (const lexeme of lexer.lex(text)) {
    if (anyIndent && lexer["flowLevel"] > 0) {
      outside ??= lexer["indentNext"];
      lexer["indentNext"] = 0;
    } else if (outside !== undefined) {
      lexer["indentNext"] = outside;
      outside = undefined;
    }
    yield lexeme;
  }
}
