/** DynamoDB's refusal: `name` is its error code, for instance `ConditionalCheckFailedException`. */
export class DynamoDbError extends Error {
  override readonly name: string;
  readonly statusCode: number;
  /** Whether the API's model declares this error; undeclared ones (ValidationException) reach Step Functions under a general name. */
  readonly modelled: boolean;

  constructor(name: string, message: string, statusCode: number, modelled: boolean) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.modelled = modelled;
  }
}
