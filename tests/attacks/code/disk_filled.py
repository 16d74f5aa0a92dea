"""The disk is filled with files that are each small enough, until nothing more fits.

e3: 10
seconds: 12
"""
# %%
import os

block, written = os.urandom(1 << 20), 0
try:
    for number in range(10_000):
        with open(f"left-behind-{number}", "wb") as file:
            for _ in range(60):
                file.write(block)
                written += len(block)
                if written > 2 << 30:
                    raise SystemExit("two gigabytes, and no end")
except OSError as error:
    print(error, written)
print("filled", written < 1 << 30)
