import { ApiError } from "../targets/embedded/api-error.ts";
import type { Activity } from "./activity-list.ts";
import { arnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { list, required, text } from "./parameters.ts";
import type { Service } from "./service.ts";
import type { StoredMachine } from "./state-machine.ts";
import { addTags, listTags, tagsField } from "./tags.ts";

const resourceArn = required(arnField);

/** The operations on tags. */
export const tagOperations: Readonly<Record<string, Operation>> = {
  TagResource: operation({ resourceArn, tags: required(tagsField) }, (request, service) => {
    changeTags(request.resourceArn, service, (tags) => addTags(tags, request.tags, request.resourceArn));
    return {};
  }),
  UntagResource: operation({ resourceArn, tagKeys: required(list(required(text({ min: 1, max: 128 })))) }, (request, service) => {
    changeTags(request.resourceArn, service, (tags) => {
      for (const key of request.tagKeys) tags.delete(key);
    });
    return {};
  }),
  ListTagsForResource: operation({ resourceArn }, (request, service) => ({
    tags: listTags(find(request.resourceArn, service).resource.tags),
  })),
};

type Tagged =
  | { readonly type: "activity"; readonly resource: Activity }
  | { readonly type: "stateMachine"; readonly resource: StoredMachine };

function changeTags(arn: string, service: Service, change: (tags: Map<string, string>) => void): void {
  const found = find(arn, service);
  change(found.resource.tags);
  if (found.type === "activity") service.activities.put(found.resource);
  else service.machines.put(found.resource);
}

function find(arn: string, { machines, activities }: Service): Tagged {
  if (readArn(arn, "stateMachine", "activity").type === "activity") {
    const resource = activities.find(arn);
    if (resource) return { type: "activity", resource };
  } else {
    const resource = machines.find(arn);
    if (resource) return { type: "stateMachine", resource };
  }
  throw new ApiError("ResourceNotFound", `Resource not found: '${arn}'`);
}
