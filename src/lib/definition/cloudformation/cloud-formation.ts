import type { Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import type { Carrier, CarrierFile } from "../carrier.ts";
import { definitionPlaces } from "./definition-place.ts";
import { textOf } from "./intrinsic-text.ts";
import type { Scope } from "./intrinsic-text.ts";
import type { MachineEntry } from "./machine-entry.ts";
import { loadEntries } from "./machine-entry.ts";
import type { Resource, Template } from "./template.ts";
import { readTemplate } from "./template.ts";
import type { Substitutions } from "../tokens.ts";
import { withValues } from "../tokens.ts";

const MACHINE_TYPES: ReadonlySet<string> = new Set(["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"]);

/** CloudFormation and SAM templates in JSON and YAML, and what CDK synthesises: machines are named by their logical ids. */
export const cloudFormation: Carrier = {
  async recognises({ tree }) {
    const { root } = await tree();
    return memberOf(root, "AWSTemplateFormatVersion") !== undefined || hasMachine(readTemplate(root));
  },
  async machines(file) {
    const parsed = await file.tree();
    return loadEntries(machineEntries(file, parsed, parsed.root, readTemplate(parsed.root)), [parsed]);
  },
};

/** The state machines among the resources of a template that stands in a text, whose names may mean what others say, too. */
export function machineEntries(file: CarrierFile, parsed: ParsedText, root: Node | undefined, template: Template): readonly MachineEntry[] {
  return [...readTemplate(root).resources].flatMap(([name, resource]) =>
    isMachine(resource) ? resourceEntries(file, parsed, template, name, resource) : [],
  );
}

/** The definitions that a resource may have, as conditions choose: the first has its name, another says when it is deployed: `OrderSaga[not Live]`. */
function resourceEntries(
  file: CarrierFile,
  parsed: ParsedText,
  template: Template,
  name: string,
  { node, values }: Resource,
): readonly MachineEntry[] {
  const properties = memberOf(node, "Properties")?.value;
  const substitutions = { ...values, ...file.substitutions };
  return definitionPlaces({ source: parsed.source, template, substitutions }, properties).map((place, index) => {
    const conditions = new Map([...template.conditions, ...place.when]);
    const scope: Scope = { source: parsed.source, template: { ...template, conditions }, substitutions };
    const tokens = { ...definitionSubstitutions(scope, properties), ...substitutions };
    const type = (memberOf(properties, "Type") ?? memberOf(properties, "StateMachineType"))?.value;
    const when = place.when.map(([condition, holds]) => (holds ? condition : `not ${condition}`)).join(", ");
    return {
      name: index === 0 ? name : `${name}[${when}]`,
      span: index === 0 ? node : place.node,
      type: type && { node: type, source: parsed.source },
      place,
      scope: { ...scope, file, parsed, tokens },
    };
  });
}

/** What the template puts in the place of the definition's tokens. */
function definitionSubstitutions(scope: Scope, properties: Node | undefined): Substitutions {
  const values = memberOf(properties, "DefinitionSubstitutions")?.value;
  if (values?.type !== "object") return {};
  return Object.fromEntries(values.members.map(({ key, value }) => [key, withValues(textOf(scope, value), scope.substitutions)]));
}

function isMachine({ type }: Resource): boolean {
  return MACHINE_TYPES.has(type);
}

function hasMachine({ resources }: Template): boolean {
  return [...resources.values()].some(isMachine);
}
