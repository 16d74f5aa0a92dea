"""Half characters, control characters and terminal commands are printed, raised, shown and returned.

e1: 0
e3: 10
"""
# %%
from IPython.display import display

print("half \ud800 \udfff \x00 \x1b[2J \x1b]0;title\x07 \u202e \ufffe")
display({"text/plain": "half \ud800", "application/json": {"half \ud800": "\ud800"}}, raw=True)
display({"\ud800": "x"}, raw=True)
raise ValueError("half \ud800")
# %% e1
def wire(sns, sqs, prefix):
    raise ValueError("half \ud800 \x00")
