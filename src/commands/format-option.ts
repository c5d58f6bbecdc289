import { InvalidArgumentError } from "commander";

/** A format of a report, and the file that it goes to; standard output where there is none. */
export interface FormatChoice<Format extends string> {
  readonly format: Format;
  readonly file: string | undefined;
}

/** Reads an option that may be repeated, FORMAT or FORMAT=FILE. */
export function formatOption<Format extends string>(
  known: readonly Format[],
): (value: string, earlier?: readonly FormatChoice<Format>[]) => readonly FormatChoice<Format>[] {
  return (value, earlier = []) => {
    const [, name = value, file] = /^([^=]+)=(.+)$/.exec(value) ?? [];
    const format = known.find((each) => each === name);
    if (format === undefined) throw new InvalidArgumentError(`It is one of ${known.join(", ")}, with =FILE where it goes to a file.`);
    return [...earlier, { format, file }];
  };
}
