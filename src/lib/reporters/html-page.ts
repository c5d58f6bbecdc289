import { htmlText } from "./html-text.ts";
import { PAGE_STYLE } from "./html-style.ts";

/** A page that needs nothing else, no script either, and loads nothing; `body` is HTML. */
export function htmlPage(title: string, body: readonly string[]): string {
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${htmlText(title)}</title><style>${PAGE_STYLE}</style></head><body>`,
    `<h1>${htmlText(title)}</h1>`,
    ...body,
    "</body></html>",
    "",
  ].join("\n");
}
