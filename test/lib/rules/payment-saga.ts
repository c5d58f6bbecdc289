/** A saga in YAML whose refund has no Retry: one error, of compensation-no-retry, at the name of ProcessRefund. `refund` are more lines of that state. */
export function paymentSaga({ comment = "", above = "", refund = "" }: { comment?: string; above?: string; refund?: string } = {}): string {
  return `${comment}StartAt: ProcessPayment
States:
  ProcessPayment:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:ProcessPayment
    Next: ReserveInventory
  ReserveInventory:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:ReserveInventory
    Catch:
      - ErrorEquals: [States.ALL]
        ResultPath: $.failure
        Next: ProcessRefund
    End: true
${above}  ProcessRefund:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:ProcessRefund
    ResultPath: null
${refund}    Next: OrderFailed
  OrderFailed:
    Type: Fail
`;
}
