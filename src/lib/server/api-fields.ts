import { MAX_PAYLOAD_BYTES } from "../engine/payload-limit.ts";
import type { Field } from "./parameters.ts";
import { text } from "./parameters.ts";

/** An ARN. */
export const arnField: Field<string | undefined> = text({ min: 1, max: 256 });
/** The ARN of a version, alias or Map run. */
export const longArnField: Field<string | undefined> = text({ min: 1, max: 2000 });
/** Payload text; AWS counts its bytes in UTF-8: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const dataField: Field<string | undefined> = text({ maxBytes: MAX_PAYLOAD_BYTES });
/** A definition: 1 MB at most. */
export const definitionField: Field<string | undefined> = text({ min: 1, max: 1_048_576 });
/** The error name and cause of a failure. */
export const failureFields: { readonly error: Field<string | undefined>; readonly cause: Field<string | undefined> } = {
  error: text({ max: 256 }),
  cause: text({ max: 32_768 }),
};
