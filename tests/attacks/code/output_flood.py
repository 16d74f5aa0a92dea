"""Output without end goes to stdout, to stderr, to the display, and past Python to the descriptors.

e3: 10
seconds: 6
"""
# %%
import os
import sys
from IPython.display import clear_output, display

for _ in range(2_000):
    print("x" * 10_000)
    print("y" * 10_000, file=sys.stderr)
for _ in range(2_000):
    display("z" * 1_000)
os.write(1, b"w" * 10_000_000)
os.write(2, b"w" * 10_000_000)
# %%
while True:
    sys.stdout.write("10.0\n")
