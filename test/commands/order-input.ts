let orders = 0;

/** What the order saga's handlers get: an order of its own, which takes nothing of the stock. */
export function orderInput(): string {
  orders += 1;
  const order = {
    order_id: `o-${process.pid}-${orders}`,
    customer_id: "c-42",
    sku: "coffee-beans",
    quantity: 0,
    amount: 38,
    card: "card-visa",
  };
  return JSON.stringify(order);
}
