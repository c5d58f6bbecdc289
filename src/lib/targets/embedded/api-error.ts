/** A request that the Step Functions API refuses: AWS's name for why, and its sentence. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** `ExecutionDoesNotExist`, `ValidationException`… */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
