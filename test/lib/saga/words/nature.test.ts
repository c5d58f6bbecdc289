import { describe, expect, it } from "vitest";
import type { Nature } from "../../../../src/lib/saga/words/nature.ts";
import { natureOf } from "../../../../src/lib/saga/words/nature.ts";
import { stateWords } from "../../../../src/lib/saga/words/state-words.ts";
import { machineOf } from "../machine-of.ts";

function natureOfTask(name: string, resource: string, parameters: object = {}): Nature {
  const machine = machineOf({ StartAt: name, States: { [name]: { Type: "Task", Resource: resource, Parameters: parameters, End: true } } });
  const state = machine.states.get(name);
  if (state === undefined) throw new Error(`no state ${name}`);
  return natureOf(state, stateWords(state, name));
}

const LAMBDA = "arn:aws:states:::lambda:invoke";

describe("natureOf", () => {
  it.each([
    { name: "ChargeCard", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "Frobnicate", resource: LAMBDA, want: ["forward", "guess"] },
    { name: "ValidateOrder", resource: LAMBDA, want: ["read", "guess"] },
    { name: "Login", resource: LAMBDA, want: ["read", "guess"] },
    { name: "GrabOrderFromQueue", resource: LAMBDA, want: ["read", "guess"] },
    { name: "WaitForDatabase", resource: LAMBDA, want: ["read", "guess"] },
    { name: "await-shipment", resource: LAMBDA, want: ["read", "guess"] },
    { name: "WaitAndChargeCard", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "WaitForDatabase", resource: `${LAMBDA}.waitForTaskToken`, want: ["decision", "likely"] },
    { name: "ValidateAndReserveStock", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "SendConfirmationEmail", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "SendRefund", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "SendShipment", resource: LAMBDA, want: ["forward", "guess"] },
    { name: "EnviarPedido", resource: LAMBDA, want: ["forward", "guess"] },
    { name: "CustomerNotification", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "CreateNotification", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "PostToSlack", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "RunCreditCheck", resource: LAMBDA, want: ["read", "guess"] },
    { name: "Step 2", resource: LAMBDA, parameters: { FunctionName: "get-customer" }, want: ["read", "guess"] },
    { name: "EmitParcelShipped", resource: LAMBDA, parameters: { FunctionName: "emit-event" }, want: ["notification", "guess"] },
    { name: "EmitAndShipParcel", resource: LAMBDA, parameters: { FunctionName: "emit-event" }, want: ["forward", "likely"] },
    { name: "ClassifyTransfer", resource: LAMBDA, want: ["read", "guess"] },
    { name: "StoreEvidence", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "ConfirmArrival", resource: LAMBDA, parameters: { FunctionName: "check-arrival" }, want: ["read", "guess"] },
    { name: "ConfirmArrival", resource: LAMBDA, parameters: { FunctionName: "check-and-book-arrival" }, want: ["forward", "likely"] },
    { name: "ConfirmArrival", resource: LAMBDA, parameters: { FunctionName: "arrivals" }, want: ["forward", "likely"] },
    { name: "UpdateAnalytics", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "ConfirmReservation", resource: `${LAMBDA}.waitForTaskToken`, want: ["decision", "likely"] },
    { name: "ChargeCard", resource: `${LAMBDA}.waitForTaskToken`, want: ["forward", "likely"] },
    {
      name: "RequestRecovery",
      resource: `${LAMBDA}.waitForTaskToken`,
      parameters: { FunctionName: "request-approval" },
      want: ["decision", "likely"],
    },
    {
      name: "ChargeCard",
      resource: `${LAMBDA}.waitForTaskToken`,
      parameters: { FunctionName: "charge-after-approval" },
      want: ["forward", "likely"],
    },
    { name: "AskWarehouse", resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", want: ["decision", "likely"] },
    { name: "TellWarehouse", resource: "arn:aws:states:::sqs:sendMessage", want: ["notification", "certain"] },
    { name: "CreateTopic", resource: "arn:aws:states:::aws-sdk:sns:createTopic", want: ["forward", "likely"] },
    { name: "PollQueue", resource: "arn:aws:states:::aws-sdk:sqs:receiveMessage", want: ["read", "certain"] },
    { name: "DropMessage", resource: "arn:aws:states:::aws-sdk:sqs:deleteMessage", want: ["forward", "likely"] },
    { name: "Announce", resource: "arn:${AWS::Partition}:states:::sns:publish", want: ["notification", "certain"] },
    { name: "Announce", resource: "arn:aws:states:::aws-sdk:eventbridge:putEvents", want: ["notification", "certain"] },
    { name: "ValidateCart", resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", want: ["read", "guess"] },
    { name: "CheckStock", resource: "arn:aws:states:us-east-1:123456789012:activity:CheckStock", want: ["read", "guess"] },
    { name: "ReserveStock", resource: "arn:aws:states:us-east-1:123456789012:activity:ReserveStock", want: ["forward", "likely"] },
    { name: "RunSmokeTests", resource: LAMBDA, want: ["read", "guess"] },
    { name: "AnalyzeFraud", resource: LAMBDA, want: ["read", "guess"] },
    { name: "ConvertAndStoreImage", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "AskModel", resource: "arn:aws:states:::bedrock:invokeModel", want: ["read", "certain"] },
    { name: "CheckOrder", resource: "arn:aws:states:::states:startExecution.sync:2", want: ["forward", "likely"] },
    { name: "ReadOrder", resource: "arn:aws:states:::dynamodb:getItem", want: ["read", "certain"] },
    { name: "GetOrder", resource: "arn:aws:states:::dynamodb:putItem", want: ["forward", "likely"] },
    { name: "Orders", resource: "arn:aws:states:::aws-sdk:dynamodb:batchGetItem", want: ["read", "certain"] },
    { name: "CallShop", resource: "arn:aws:states:::http:invoke", parameters: { Method: "GET" }, want: ["read", "certain"] },
    { name: "CallShop", resource: "arn:aws:states:::http:invoke", parameters: { Method: "POST" }, want: ["forward", "likely"] },
    { name: "GetPrices", resource: "arn:aws:states:::apigateway:invoke", parameters: { Method: "GET" }, want: ["read", "certain"] },
    {
      name: "SendReceiptEmail",
      resource: "arn:aws:states:::apigateway:invoke",
      parameters: { Method: "POST" },
      want: ["notification", "guess"],
    },
    { name: "ChargeCard", resource: "arn:aws:states:::http:invoke", parameters: { Method: "POST" }, want: ["forward", "likely"] },
    { name: "VerifyProvisioning", resource: LAMBDA, want: ["read", "guess"] },
    { name: "ValidateUpload", resource: LAMBDA, want: ["read", "guess"] },
    { name: "ObserveInstance", resource: LAMBDA, want: ["read", "guess"] },
    { name: "MonitorImport", resource: LAMBDA, want: ["read", "guess"] },
    { name: "CreateMonitor", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "SetupMonitoring", resource: LAMBDA, parameters: { FunctionName: "monitoring" }, want: ["forward", "likely"] },
    { name: "SetupSearchIndex", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "CheckStock", resource: LAMBDA, parameters: { Payload: { action: "reserve" } }, want: ["forward", "likely"] },
    { name: "DiscoverInfrastructure", resource: LAMBDA, want: ["read", "guess"] },
    { name: "TemplateDiff", resource: LAMBDA, want: ["read", "guess"] },
    { name: "PreviewChanges", resource: LAMBDA, want: ["read", "guess"] },
    { name: "ScoreApplication", resource: LAMBDA, want: ["read", "guess"] },
    { name: "ScanUpload", resource: LAMBDA, want: ["read", "guess"] },
    { name: "EmitOrderEvent", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "Emit", resource: LAMBDA, parameters: { FunctionName: "order-events" }, want: ["notification", "guess"] },
    { name: "ProcessAndPublishEvents", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "PublishPriceList", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "RefundFailedAlert", resource: LAMBDA, want: ["notification", "guess"] },
    { name: "DryRunMigration", resource: LAMBDA, want: ["read", "guess"] },
    { name: "RunDryDock", resource: LAMBDA, want: ["forward", "guess"] },
    { name: "EsperarPago", resource: `${LAMBDA}.waitForTaskToken`, want: ["decision", "likely"] },
    { name: "MapOrderToParcels", resource: LAMBDA, want: ["read", "guess"] },
    { name: "TranslateAndStoreText", resource: LAMBDA, want: ["forward", "likely"] },
    { name: "ModelEvaluation", resource: LAMBDA, want: ["read", "guess"] },
    { name: "FraudDetection", resource: LAMBDA, want: ["read", "guess"] },
    { name: "PostDeployVerification", resource: LAMBDA, parameters: { FunctionName: "verify-site" }, want: ["read", "guess"] },
    { name: "PostDeployVerification", resource: LAMBDA, parameters: { FunctionName: "deploy-probe" }, want: ["forward", "likely"] },
    { name: "StockReserved", resource: LAMBDA, parameters: { FunctionName: "notify-warehouse" }, want: ["notification", "guess"] },
    { name: "StockReserved", resource: LAMBDA, parameters: { FunctionName: "warehouse" }, want: ["forward", "likely"] },
    { name: "ReserveStock", resource: LAMBDA, parameters: { FunctionName: "notify-warehouse" }, want: ["forward", "likely"] },
  ])("takes $name on $resource for $want", ({ name, resource, parameters, want }) => {
    const { role, confidence } = natureOfTask(name, resource, parameters);
    expect([role, confidence]).toEqual(want);
  });
});
