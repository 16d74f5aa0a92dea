"""What is shown and returned recurses without end when it is looked at: in its repr, in its name, in its hash.

e3: 2
"""
# %%
class Deep:
    def __repr__(self):
        return repr([self])

    __str__ = __repr__

    def __hash__(self):
        return hash((self,))

    def __getattr__(self, name):
        return getattr(self, name + "x")


# %%
import sys

sys.setrecursionlimit(10**6)
Deep()
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    return Deep
