import { ApiError } from "../targets/api-error.ts";
import { arnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { list, required, text } from "./parameters.ts";
import type { Service } from "./service.ts";
import { addTags, listTags, tagsField } from "./tags.ts";

const resourceArn = required(arnField);

/** The operations on tags. */
export const tagOperations: Readonly<Record<string, Operation>> = {
  TagResource: operation({ resourceArn, tags: required(tagsField) }, (request, service) => {
    addTags(tagsOf(request.resourceArn, service), request.tags, request.resourceArn);
    return {};
  }),
  UntagResource: operation({ resourceArn, tagKeys: required(list(required(text({ min: 1, max: 128 })))) }, (request, service) => {
    const tags = tagsOf(request.resourceArn, service);
    for (const key of request.tagKeys) tags.delete(key);
    return {};
  }),
  ListTagsForResource: operation({ resourceArn }, (request, service) => ({ tags: listTags(tagsOf(request.resourceArn, service)) })),
};

function tagsOf(arn: string, { machines, activities }: Service): Map<string, string> {
  const { type } = readArn(arn, "stateMachine", "activity");
  const resource = type === "activity" ? activities.find(arn) : machines.find(arn);
  if (resource === undefined) throw new ApiError("ResourceNotFound", `Resource not found: '${arn}'`);
  return resource.tags;
}
