import type { JsonObject, JsonValue } from "../../base/json.ts";
import { deepEqual, isArray, isObject, member, objectOf } from "../../base/json.ts";
import { JsonText, payloadValue } from "../../history/payload.ts";
import type { DeployedMachine, Logging } from "../../targets/deployed/deployed-machine.ts";
import { WITHOUT_LOGGING } from "../../targets/deployed/deployed-machine.ts";
import type { MachineUpdate } from "../../targets/deployed/write-machine.ts";
import type { DeployChange, DeployPlan } from "./deploy-report.ts";
import type { WantedSettings } from "./deploy-settings.ts";

/** What a machine is to be. */
export interface WantedMachine extends WantedSettings {
  readonly definition: JsonObject;
}

/** How a machine differs from what is deployed. */
export interface Difference extends Pick<DeployPlan, "changes" | "definition"> {
  /** What the endpoint is to be told. */
  readonly update: MachineUpdate;
}

/** The longest definition that AWS takes, in bytes: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_DEFINITION = 1_048_576;

/** The text of a definition as it is deployed: indented for whoever reads it in AWS's console, where that leaves it short enough. */
export function definitionText(definition: JsonValue): string {
  const indented = JSON.stringify(definition, null, 2);
  return Buffer.byteLength(indented) <= MAX_DEFINITION ? indented : JSON.stringify(definition);
}

/** Compares what is wanted with what is deployed, if anything is: how the definition is laid out does not matter. */
export function differenceOf(wanted: WantedMachine, deployed: DeployedMachine | undefined): Difference {
  const { definition, roleArn, logging, tracing } = wanted;
  const was = { ...DEFAULTS, ...deployed };
  const before = deployed && payloadValue(new JsonText(deployed.definition));
  const isSame = deepEqual(before, definition);
  const tags = Object.entries(wanted.tags).filter(([key, value]) => deployed === undefined || member(deployed.tags, key) !== value);
  return {
    definition: isSame ? null : { before: before === undefined ? null : shown(inOrderOf(before, definition)), after: shown(definition) },
    changes: [...settingChanges(wanted, deployed), ...tags.map(([key, value]) => tagChange(key, value, deployed))],
    update: {
      ...(isSame ? {} : { definition: definitionText(definition) }),
      ...(deployed?.roleArn === roleArn ? {} : { roleArn }),
      ...(deepEqual({ ...was.logging }, { ...logging }) ? {} : { logging }),
      ...(was.tracing === tracing ? {} : { tracing }),
      ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    },
  };
}

/** What a machine has that nobody said anything of. */
const DEFAULTS: Pick<DeployedMachine, "logging" | "tracing"> = { logging: WITHOUT_LOGGING, tracing: false };

function settingChanges(wanted: WantedSettings, deployed: DeployedMachine | undefined): readonly DeployChange[] {
  const was = { ...DEFAULTS, ...deployed };
  const rows: readonly (readonly [string, string | undefined, string])[] = [
    ["type", deployed?.type, wanted.type],
    ["role", deployed?.roleArn, wanted.roleArn],
    ["logging", loggingText(was.logging), loggingText(wanted.logging)],
    ["tracing", switchText(was.tracing), switchText(wanted.tracing)],
  ];
  return rows.flatMap(([setting, before = null, after]) => (before === after ? [] : [{ setting, before, after }]));
}

function tagChange(key: string, value: string, deployed: DeployedMachine | undefined): DeployChange {
  return { setting: `tag ${key}`, before: new Map(Object.entries(deployed?.tags ?? {})).get(key) ?? null, after: value };
}

function loggingText({ level, includeExecutionData, logGroup }: Logging): string {
  return [level, ...(logGroup === null ? [] : [`to ${logGroup}`]), ...(includeExecutionData ? ["with execution data"] : [])].join(" ");
}

function switchText(isOn: boolean): string {
  return isOn ? "on" : "off";
}

function shown(definition: JsonValue): string {
  return `${JSON.stringify(definition, null, 2)}\n`;
}

/** The same value with its members in the order of another's, so that a diff shows what differs and not what was moved. */
function inOrderOf(value: JsonValue, model: JsonValue): JsonValue {
  if (isArray(value)) return value.map((item, index) => inOrderOf(item, (isArray(model) ? model[index] : undefined) ?? null));
  if (!isObject(value) || !isObject(model)) return value;
  const known = Object.keys(model).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !Object.hasOwn(model, key));
  return objectOf([...known, ...others].map((key) => [key, inOrderOf(member(value, key) ?? null, member(model, key) ?? null)] as const));
}
