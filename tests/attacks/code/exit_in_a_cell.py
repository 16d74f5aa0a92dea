"""A cell ends its process at once, past Python.

e3: 10
"""
# %%
import os

os._exit(0)
