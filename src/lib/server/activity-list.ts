import { ApiError } from "../targets/api-error.ts";

/** An activity as the API tells of it. */
export interface Activity {
  readonly arn: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
}

/** The activities by ARN. */
export class ActivityList {
  readonly #activities = new Map<string, Activity>();

  find(arn: string): Activity | undefined {
    return this.#activities.get(arn);
  }

  /** An ApiError where there is none. */
  get(arn: string): Activity {
    const activity = this.#activities.get(arn);
    if (activity === undefined) throw new ApiError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);
    return activity;
  }

  /** The activity of that ARN where there is one already, else this one. */
  create(activity: Activity): Activity {
    const known = this.#activities.get(activity.arn);
    if (known !== undefined) return known;
    this.#activities.set(activity.arn, activity);
    return activity;
  }

  delete(arn: string): void {
    this.#activities.delete(arn);
  }

  all(): readonly Activity[] {
    return [...this.#activities.values()];
  }
}
