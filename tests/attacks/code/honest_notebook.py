"""No attack: magics, shell commands, awaits, displays, a class, a table, a traceback, an input, a plot that is not there.

e1: 10
e3: 10
"""
# %%
%%time
!echo hello
%timeit -n1 -r1 1 + 1
files = !ls
# %%
import nothing_of_that_name
# %%
input("your name? ")
# %%
def f(:
# %%
%load_ext autoreload
%autoreload 2
%matplotlib inline
# %%
%%bash
echo from bash; exit 3
# %%
import asyncio


async def wait():
    await asyncio.sleep(0.01)
    return 1


asyncio.get_event_loop_policy()
await wait()
