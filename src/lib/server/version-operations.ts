import { ApiError } from "../targets/embedded/api-error.ts";
import { present } from "../targets/embedded/present.ts";
import { arnField, longArnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { seconds } from "./dates.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { required, text } from "./parameters.ts";
import { publish } from "./publish-version.ts";

const publishStateMachineVersion = operation(
  { stateMachineArn: required(arnField), revisionId: text(), description: text({ max: 256 }) },
  ({ stateMachineArn, revisionId, description }, { machines, world }) => {
    const stored = machines.get(stateMachineArn);
    const { id } = stored.revision;
    if (revisionId !== undefined && revisionId !== (id === "" ? "INITIAL" : id)) {
      const current = id === "" ? "INITIAL" : id;
      const message = `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`;
      throw new ApiError("ConflictException", message);
    }
    const { arn, createdAt } = publish(stored, description, world.now());
    machines.put(stored);
    return { creationDate: seconds(createdAt), stateMachineVersionArn: arn };
  },
);

const deleteStateMachineVersion = operation(
  { stateMachineVersionArn: required(longArnField) },
  ({ stateMachineVersionArn }, { machines }) => {
    const { parts } = readArn(stateMachineVersionArn, "stateMachine");
    const stored = machines.find(stateMachineVersionArn.slice(0, stateMachineVersionArn.lastIndexOf(":")));
    if (stored === undefined || parts.length < 2) return {};
    const users = [...stored.aliases.values()].filter(({ routes }) =>
      routes.some((route) => route.stateMachineVersionArn === stateMachineVersionArn),
    );
    if (users.length > 0) {
      const names = users.map(({ name }) => name).join(", ");
      throw new ApiError(
        "ConflictException",
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
      );
    }
    stored.versions.delete(Number(parts[1]));
    machines.put(stored);
    return {};
  },
);

const listStateMachineVersions = operation({ stateMachineArn: required(arnField), ...pageFields }, (request, { machines }) => {
  const { arn, versions } = machines.get(request.stateMachineArn);
  const { items, nextToken } = pageOf([...versions.values()].reverse(), request, `versions ${arn}`);
  const stateMachineVersions = items.map((version) => ({ stateMachineVersionArn: version.arn, creationDate: seconds(version.createdAt) }));
  return present({ stateMachineVersions, nextToken });
});

/** The operations on versions. */
export const versionOperations: Readonly<Record<string, Operation>> = {
  PublishStateMachineVersion: publishStateMachineVersion,
  DeleteStateMachineVersion: deleteStateMachineVersion,
  ListStateMachineVersions: listStateMachineVersions,
};
