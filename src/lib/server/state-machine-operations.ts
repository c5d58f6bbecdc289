import { randomUUID } from "node:crypto";
import type { JsonObject } from "../base/json.ts";
import { deepEqual } from "../base/json.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import { present } from "../targets/embedded/present.ts";
import { arnField, definitionField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { requireDefinition } from "./check-definition.ts";
import { seconds } from "./dates.ts";
import { standardExecution } from "./find-execution.ts";
import { checkName, nameField } from "./names.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { flag, object, required, text, word } from "./parameters.ts";
import { publish } from "./publish-version.ts";
import type { Revision, RevisionSettings, StoredMachine } from "./state-machine.ts";
import { addTags, tagsField } from "./tags.ts";

const settingsFields = { loggingConfiguration: object(), tracingConfiguration: object(), encryptionConfiguration: object() };
const publishFields = { publish: flag(), versionDescription: text({ max: 256 }) };
/** Whether definitions, inputs and outputs are answered, too. */
const includedData = word("ALL_DATA", "METADATA_ONLY");

const createStateMachine = operation(
  {
    name: required(nameField),
    definition: required(definitionField),
    roleArn: required(arnField),
    type: word("STANDARD", "EXPRESS"),
    tags: tagsField,
    ...publishFields,
    ...settingsFields,
  },
  async (request, { machines, arnPrefix, world }) => {
    const { name, definition, roleArn, type = "STANDARD" } = request;
    checkPublish(request);
    const arn = `${arnPrefix}:stateMachine:${checkName(name)}`;
    const settings = settingsOf(request);
    const machine = await requireDefinition(definition, type);
    const known = machines.find(arn);
    if (known !== undefined) return sameMachine(known, { definition, type, settings });
    const now = world.now();
    const revision = { id: "", updatedAt: now, definition, machine, roleArn, settings };
    const stored: StoredMachine = {
      arn,
      name,
      type,
      createdAt: now,
      revision,
      versions: new Map(),
      nextVersion: 1,
      aliases: new Map(),
      tags: new Map(),
    };
    addTags(stored.tags, request.tags ?? [], arn);
    const version = request.publish ? { stateMachineVersionArn: publish(stored, request.versionDescription, now).arn } : {};
    machines.put(stored);
    return { stateMachineArn: arn, creationDate: seconds(now), ...version };
  },
);

/** AWS compares name, definition, type, logging, tracing and encryption; a different role or tags do not matter. */
function sameMachine(
  { arn, type, createdAt, revision }: StoredMachine,
  wanted: Pick<Revision, "definition" | "settings"> & Pick<StoredMachine, "type">,
): JsonObject {
  const same =
    type === wanted.type && revision.definition === wanted.definition && deepEqual({ ...revision.settings }, { ...wanted.settings });
  if (!same) throw new ApiError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
  return { stateMachineArn: arn, creationDate: seconds(createdAt) };
}

const updateStateMachine = operation(
  { stateMachineArn: required(arnField), definition: definitionField, roleArn: arnField, ...publishFields, ...settingsFields },
  async (request, { machines, world }) => {
    const { type } = machines.get(request.stateMachineArn);
    checkPublish(request);
    const { definition, roleArn } = request;
    const settings = settingsOf(request);
    if (definition === undefined && roleArn === undefined && Object.keys(settings).length === 0) {
      const wanted = "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified";
      throw new ApiError("MissingRequiredParameter", wanted);
    }
    const machine = definition === undefined ? undefined : await requireDefinition(definition, type);
    const now = world.now();
    // It may have changed meanwhile.
    const stored = machines.get(request.stateMachineArn);
    const { revision } = stored;
    stored.revision = {
      id: randomUUID(),
      updatedAt: now,
      definition: definition ?? revision.definition,
      machine: machine ?? revision.machine,
      roleArn: roleArn ?? revision.roleArn,
      settings: { ...revision.settings, ...settings },
    };
    const version = request.publish ? { stateMachineVersionArn: publish(stored, request.versionDescription, now).arn } : {};
    machines.put(stored);
    return { updateDate: seconds(now), revisionId: stored.revision.id, ...version };
  },
);

const describeStateMachine = operation({ stateMachineArn: required(arnField), includedData }, (request, { machines }) => {
  const { stored, version, alias } = machines.resolve(request.stateMachineArn);
  if (alias) throw new ApiError("InvalidArn", `Invalid Arn: '${request.stateMachineArn}'`);
  const revision = version?.revision ?? stored.revision;
  const { definition, roleArn, settings, id } = revision;
  return present({
    stateMachineArn: version?.arn ?? stored.arn,
    name: stored.name,
    status: "ACTIVE",
    definition: request.includedData === "METADATA_ONLY" ? "" : definition,
    roleArn,
    type: stored.type,
    creationDate: seconds(version?.createdAt ?? stored.createdAt),
    ...WITHOUT_LOGGING,
    ...settings,
    revisionId: id === "" ? undefined : id,
    description: version?.description,
  });
});

const WITHOUT_LOGGING = { loggingConfiguration: { level: "OFF", includeExecutionData: false }, tracingConfiguration: { enabled: false } };

const deleteStateMachine = operation({ stateMachineArn: required(arnField) }, ({ stateMachineArn }, { machines, world }) => {
  readArn(stateMachineArn, "stateMachine");
  const stored = machines.find(stateMachineArn);
  // What there is not counts as deleted.
  if (stored === undefined) return {};
  machines.delete(stateMachineArn);
  for (const execution of world.executions.all()) if (execution.machine.arn === stored.arn) world.stop(execution, {});
  return {};
});

const listStateMachines = operation(pageFields, (request, { machines }) => {
  const sorted = machines.all().toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(sorted, request, "stateMachines");
  const stateMachines = items.map(({ arn, name, type, createdAt }) => ({
    stateMachineArn: arn,
    name,
    type,
    creationDate: seconds(createdAt),
  }));
  return present({ stateMachines, nextToken });
});

const describeStateMachineForExecution = operation({ executionArn: required(arnField), includedData }, (request, { world }) => {
  const { machine, mapRunArn } = standardExecution(world, request.executionArn);
  return present({
    stateMachineArn: machine.arn,
    name: machine.name,
    definition: request.includedData === "METADATA_ONLY" ? "" : machine.definition,
    roleArn: machine.roleArn,
    updateDate: seconds(machine.updatedAt),
    ...WITHOUT_LOGGING,
    revisionId: machine.revisionId === "" ? undefined : machine.revisionId,
    mapRunArn,
  });
});

/** The operations on state machines. */
export const stateMachineOperations: Readonly<Record<string, Operation>> = {
  CreateStateMachine: createStateMachine,
  UpdateStateMachine: updateStateMachine,
  DescribeStateMachine: describeStateMachine,
  DeleteStateMachine: deleteStateMachine,
  ListStateMachines: listStateMachines,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
};

function checkPublish({
  publish,
  versionDescription,
}: {
  readonly publish?: boolean | undefined;
  readonly versionDescription?: string | undefined;
}): void {
  if (versionDescription !== undefined && !publish)
    throw new ApiError("ValidationException", "Version description can only be set when publish is true");
}

type SettingsRequest = { readonly [K in keyof RevisionSettings]-?: RevisionSettings[K] | undefined };

function settingsOf({ loggingConfiguration, tracingConfiguration, encryptionConfiguration }: SettingsRequest): RevisionSettings {
  return present({ loggingConfiguration, tracingConfiguration, encryptionConfiguration });
}
