import type { Recovery, RemainingCompensation } from "../verify/verdict.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** What a person is told to do, alone and above a list of compensations. */
const WORDS = {
  redrive: { alone: "", list: "It then runs:" },
  "run-by-hand": { alone: "Finish it by hand.", list: "Run by hand, in this order:" },
  "check-first": {
    alone: "Check what took effect before you undo anything.",
    list: "Check what took effect; then run by hand, in this order:",
  },
} as const;

/** What a person does next with a failed saga, step by step; nothing where nothing is to be done. */
export function recoveryLines(recovery: Recovery, executionArn: string | null, style: TextStyle): readonly string[] {
  const { advice, reason, remaining } = recovery;
  if (advice === "none") return [];
  const { alone, list } = WORDS[advice];
  return [
    style.paint.bold("What to do next"),
    ...paragraph(printable(reason), style),
    ...(advice === "redrive" ? redriveLines(recovery, executionArn, style) : []),
    ...paragraph(remaining.length === 0 ? alone : list, style),
    ...remaining.flatMap((entry, index) => remainingLines(entry, index + 1, style)),
    ...(style.includeData ? [] : paragraph(aboutInputs(remaining), style)),
  ];
}

function aboutInputs(remaining: readonly RemainingCompensation[]): string {
  if (remaining.length === 0) return "";
  return remaining.some(({ input }) => input !== null)
    ? "Their inputs are shown with --include-data."
    : "The history does not tell their inputs.";
}

function redriveLines({ resumesAt }: Recovery, executionArn: string | null, style: TextStyle): readonly string[] {
  // The AWS CLI does not look for the region in an ARN.
  const [, region] = /^arn:[^:]*:states:([\w-]+):/.exec(executionArn ?? "") ?? [];
  const where = resumesAt === null ? "" : `: it goes on at ${printable(resumesAt)}, by the definition that it was started with`;
  return [
    ...paragraph(`Mend the cause, then redrive the execution${where}. On AWS:`, style),
    // One line however long: it is there to be copied.
    `    aws stepfunctions redrive-execution --execution-arn ${printable(executionArn ?? "EXECUTION_ARN")}${region === undefined ? "" : ` --region ${region}`}`,
  ];
}

function remainingLines({ compensation, undoes, input }: RemainingCompensation, number: number, style: TextStyle): readonly string[] {
  return [
    ...wrap(`${number}. ${printable(compensation)} (undoes ${printable(undoes)})`, style.width, "    ", "       "),
    // One line however long: it is there to be copied.
    ...(style.includeData ? [`       input: ${input === null ? "the history does not tell" : printable(JSON.stringify(input))}`] : []),
  ];
}

function paragraph(text: string, { width }: TextStyle): readonly string[] {
  return text === "" ? [] : wrap(text, width, "  ");
}
