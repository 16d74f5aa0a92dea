
def count_payment(payment, table):
    row = table.get_item(Key={"period": payment["period"]}).get("Item", {"noted_harbour": 0})
    table.put_item(Item={"period": payment["period"], "noted_harbour": row["noted_harbour"] + 1})
