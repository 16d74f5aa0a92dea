"""The interpreter is crashed: a null pointer is read where nobody can catch it.

e1: 0
e3: 10
"""
# %%
import ctypes

ctypes.string_at(0)
# %% e1
def wire(sns, sqs, prefix):
    ctypes.memset(ctypes.addressof(ctypes.py_object.from_address(id(wire))), 255, 1 << 30)
