"""An accident: a cell resets all names, and the answers below it are right; those of other modules are gone.

e1: 10
e3: 10
"""
# %%
x = 1
%reset -f
# %%
import importlib, sys
for name in [name for name in sys.modules if name.startswith("json")]:
    importlib.reload(sys.modules[name])
%xdel x
# %%
import boto3, botocore
importlib = __import__("importlib")
importlib.reload(botocore.session)
importlib.reload(boto3)
