"""A cell ends in a number, and shows one through the display hook.

e3: 0
"""
# %%
import sys

sys.displayhook(10.0)
10.0
# %% e3
10.0
