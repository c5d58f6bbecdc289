import { describe, expect, it } from "vitest";
import { isNamePair, matchNames } from "../../../src/lib/saga/name-match.ts";
import { nameWords } from "../../../src/lib/saga/name-words.ts";

describe("matchNames", () => {
  it.each([
    ["ReserveInventory", "ReleaseInventory"],
    ["TaskBookHotel", "TaskCancelHotel"],
    ["ConfirmHotelBooking", "CancelHotelReservation"],
    ["ReserveCarRental", "CancelRentalReservation"],
    ["ProcessPayment", "ProcessRefund"],
    ["ChargeCustomer", "RefundCustomer"],
    ["payment-debit", "payment-credit"],
    ["Hold Funds", "Release Funds"],
    ["AllocateSeat", "DeallocateSeat"],
    ["issueTicket", "voidTicket"],
    ["create_order", "rollback_order"],
    ["CreateOrder", "CompensateOrderCreation"],
    ["UpdateStock", "Revert Stock Update"],
    ["DeductPoints", "RestorePoints"],
    ["SubscribeUser", "UnsubscribeUser"],
    ["ReserveSeat", "ReleaseSeatAfterPaymentFailure"],
    ["ShipParcel", "CancelShipment"],
    ["ReserveRoom", "RollbackReservation"],
    ["SubscribeUser", "CancelSubscription"],
    ["DebitSourceAccount", "CompensateDebit"],
    ["DeployServices", "RollbackServices"],
    ["ReservarEstoque", "LiberarEstoque"],
    ["CrearOrden", "CompensarCreacionOrden"],
    ["Réserver Hôtel", "Annuler Hôtel"],
    ["Bestellung anlegen", "Bestellung stornieren"],
    ["ValidatePayment", "RollbackValidation"],
    ["SuspendUser", "ResumeUser"],
    ["PromoteReplica", "DemoteReplica"],
    ["MountDisk", "UnmountDisk"],
    ["InstallAgent", "UninstallAgent"],
    ["DisableAlarm", "EnableAlarm"],
    ["MintToken", "BurnToken"],
    ["SwitchTraffic", "SwitchBackTraffic"],
    ["PlaceBid", "RetractBid"],
    ["RentCar", "ReturnCar"],
    ["ReserveStock", "ReleaseReservation"],
    ["FulfilOrder", "CancelFulfilment"],
    ["AuthPayment", "VoidAuth"],
    ["DetachVolume", "ReattachVolume"],
    ["PayRoyalty", "ClawbackRoyalty"],
    ["AddToGroups", "RemoveFromGroups"],
  ])("%s is undone by %s", (step, undo) => {
    expect(isNamePair(matchNames(nameWords(step), nameWords(undo)))).toBe(true);
  });

  it.each([
    ["ReserveFlight", "CancelHotel"],
    ["ReserveInventory", "RefundPayment"],
    ["ShipOrder", "CancelOrder"],
    ["ReserveStock", "MarkFailed"],
    ["CreateOrder", "UpdateOrderStatus"],
    ["ChargeCard", "NotifyCustomer"],
    ["CreateOrder", "CreateInvoice"],
    ["PayHotelBooking", "CancelBooking"],
  ])("%s is not undone by %s, as far as the names tell", (step, other) => {
    expect(isNamePair(matchNames(nameWords(step), nameWords(other)))).toBe(false);
  });
});
