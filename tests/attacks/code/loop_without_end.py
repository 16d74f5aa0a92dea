"""A cell that never ends, and an answer that never ends.

e1: 0
e3: 10
seconds: 4
"""
# %%
while True:
    pass
# %% e1
def wire(sns, sqs, prefix):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
