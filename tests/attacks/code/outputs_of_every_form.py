"""Outputs of no form are given as the answer to a cell: half characters, endless numbers, depth, wrong types.

e3: 0
"""
# %%
import gc

deep = []
for _ in range(300):
    deep = [deep]
service = next(each for each in gc.get_objects() if type(each).__name__ == "Service")
forged = [
    7,
    {"output_type": "stream", "name": ["stdout"], "text": {"a": 1}},
    {"output_type": "stream", "name": "stdout", "text": "half a character: \ud800"},
    {"output_type": "execute_result", "data": {"text/plain": ["10.0"], "application/json": deep, "text/html": 3}, "metadata": 5},
    {"output_type": "display_data", "data": {"\ud800": "x", "application/x+json": [1, None, {"a": "\udfff"}]}, "metadata": {"nbgrader": []}},
    {"output_type": "error", "ename": 1, "evalue": None, "traceback": [3, "\ud800"] * 1000},
    {"output_type": "update_display_data", "data": {}},
    {"output_type": {}, "data": []},
    *[{"output_type": "stream", "name": "stdout", "text": "flood " * 100_000}] * 20,
]
service._verbs["run"] = lambda content: forged
# %% e3
10.0
