import type { Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { intrinsicOf } from "./intrinsic.ts";
import type { Scope } from "./intrinsic-text.ts";
import { textOf } from "./intrinsic-text.ts";
import { holdsToken, withValues } from "../tokens.ts";

/** Where a file with a definition is: at a path beside the template, or nowhere that can be read. */
export type FileLocation =
  /** `stored`: a copy that may be there, of a file that is in S3. */
  { readonly type: "path"; readonly path: string; readonly stored: boolean } | { readonly type: "unread"; readonly reason: string };

/** Why a file in S3 is not read. */
export const IN_S3 = "it stands in S3";

/** Reads a DefinitionUri or DefinitionS3Location: a path, or a place in S3, of which CDK keeps a copy beside the template. */
export function locationOf(scope: Scope, node: Node): FileLocation {
  if (node.type === "object" && intrinsicOf(node) === undefined) return storedLocation(scope, node);
  const path = withValues(textOf(scope, node), scope.substitutions);
  if (/^(?:s3|https?):\/\//i.test(path)) return { type: "unread", reason: IN_S3 };
  if (holdsToken(path) || path === "") return { type: "unread", reason: "its path is known only when the template is deployed" };
  return { type: "path", path, stored: false };
}

/** CDK names a file in cdk.out by its hash, which is its key in S3, too. */
function storedLocation(scope: Scope, node: Node): FileLocation {
  const key = memberOf(node, "Key")?.value;
  const name = key === undefined ? "" : textOf(scope, key);
  return /^[\da-f]{32,}\.(?:json|ya?ml)$/.test(name)
    ? { type: "path", path: `asset.${name}`, stored: true }
    : { type: "unread", reason: IN_S3 };
}
