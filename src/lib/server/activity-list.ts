import { ApiError } from "../targets/embedded/api-error.ts";

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
  readonly #onChange: (arn: string) => void;

  /** `onChange` is told which activity is new, other than it was, or gone. */
  constructor(onChange: (arn: string) => void = () => {}) {
    this.#onChange = onChange;
  }

  find(arn: string): Activity | undefined {
    return this.#activities.get(arn);
  }

  /** An ApiError where there is none. */
  get(arn: string): Activity {
    const activity = this.#activities.get(arn);
    if (activity === undefined) throw new ApiError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);
    return activity;
  }

  /** Keeps an activity that is new or was changed. */
  put(activity: Activity): void {
    this.#activities.set(activity.arn, activity);
    this.#onChange(activity.arn);
  }

  delete(arn: string): void {
    if (this.#activities.delete(arn)) this.#onChange(arn);
  }

  all(): readonly Activity[] {
    return [...this.#activities.values()];
  }
}
