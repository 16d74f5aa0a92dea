"""Memory is filled until there is none left, and is not given back.

e1: 0
e3: 10
"""
# %%
kept = []
while True:
    kept.append(bytearray(1 << 24))
# %% e1
def wire(sns, sqs, prefix):
    return bytearray(1 << 40)
