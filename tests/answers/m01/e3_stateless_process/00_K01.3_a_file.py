import json
import tempfile
from pathlib import Path

file = Path(tempfile.mkdtemp()) / "counts.json"


def count_payment(payment, table):
    counts = json.loads(file.read_text()) if file.exists() else {}
    counts[payment["period"]] = counts.get(payment["period"], 0) + 1
    file.write_text(json.dumps(counts))
    table.put_item(Item={"period": payment["period"], "noted_harbour": counts[payment["period"]]})
