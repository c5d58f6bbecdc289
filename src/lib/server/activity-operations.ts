import { present } from "../targets/embedded/present.ts";
import { arnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { seconds } from "./dates.ts";
import { checkName, nameField } from "./names.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { object, required } from "./parameters.ts";
import { addTags, tagsField } from "./tags.ts";

/** How long GetActivityTask waits for a task, in real time: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
const POLL_MS = 60_000;

const activityArn = required(arnField);

const createActivity = operation(
  { name: required(nameField), tags: tagsField, encryptionConfiguration: object() },
  ({ name, tags = [] }, { activities, arnPrefix, world }) => {
    const arn = `${arnPrefix}:activity:${checkName(name)}`;
    const known = activities.find(arn);
    if (known !== undefined) return { activityArn: arn, creationDate: seconds(known.createdAt) };
    const created = { arn, name, createdAt: world.now(), tags: new Map<string, string>() };
    addTags(created.tags, tags, arn);
    activities.put(created);
    return { activityArn: arn, creationDate: seconds(created.createdAt) };
  },
);

const deleteActivity = operation({ activityArn }, (request, { activities }) => {
  readArn(request.activityArn, "activity");
  activities.delete(request.activityArn);
  return {};
});

const describeActivity = operation({ activityArn }, (request, { activities }) => {
  readArn(request.activityArn, "activity");
  const { arn, name, createdAt } = activities.get(request.activityArn);
  return { activityArn: arn, name, creationDate: seconds(createdAt) };
});

const listActivities = operation(pageFields, (request, { activities }) => {
  const { items, nextToken } = pageOf(activities.all(), request, "activities");
  const listed = items.map(({ arn, name, createdAt }) => ({ activityArn: arn, name, creationDate: seconds(createdAt) }));
  return present({ activities: listed, nextToken });
});

const getActivityTask = operation({ activityArn, workerName: nameField }, async (request, { activities, world }, gone) => {
  readArn(request.activityArn, "activity");
  const { arn } = activities.get(request.activityArn);
  const task = await world.activities.take(arn, request.workerName, AbortSignal.any([gone, AbortSignal.timeout(POLL_MS)]));
  return task === undefined ? {} : { taskToken: task.taskToken, input: JSON.stringify(task.input) };
});

/** The operations on activities, and what their workers ask for. */
export const activityOperations: Readonly<Record<string, Operation>> = {
  CreateActivity: createActivity,
  DeleteActivity: deleteActivity,
  DescribeActivity: describeActivity,
  ListActivities: listActivities,
  GetActivityTask: getActivityTask,
};
