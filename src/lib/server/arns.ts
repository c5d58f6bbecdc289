import { ApiError } from "../targets/embedded/api-error.ts";

const ARN = /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d{12}:(?<type>[A-Za-z]+):(?<rest>.+)$/s;

/** The parts of an ARN of Step Functions. */
export interface StatesArn {
  readonly arn: string;
  /** `stateMachine`, `execution`, `express`, `activity`, `mapRun`. */
  readonly type: string;
  /** What follows the type, by colons. */
  readonly parts: readonly string[];
}

/** Reads an ARN; an ApiError where it is none, or not of one of these types. */
export function readArn(arn: string, ...types: readonly string[]): StatesArn {
  if (!arn.startsWith("arn:")) throw new ApiError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  const { type, rest } = ARN.exec(arn)?.groups ?? {};
  if (type === undefined || rest === undefined) throw new ApiError("InvalidArn", `Invalid Arn: '${arn}'`);
  if (!types.includes(type)) throw new ApiError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${type}'`);
  return { arn, type, parts: rest.split(":") };
}
