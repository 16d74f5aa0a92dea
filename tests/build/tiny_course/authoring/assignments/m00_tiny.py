# ---
# title: "A tiny assignment: two exercises"
# module: m00
# ---

# %% [markdown]
# # Two exercises
#
# Said in *one* line.

# %% locked="setup"
from grader.notebook import grade


# %% [markdown] locked="e1_task"
# ## E1: Double


# %% solution="m00.e1"
def double(number):
    """Return twice the number."""
    ### BEGIN SOLUTION
    doubled_answer = number + number
    return doubled_answer
    ### END SOLUTION


# %% tags=["playground"]
double_of_three = double(3)


# %% grade="m00.e1" points=10
grade("m00.e1", double)

# %% solution="m00.e2"
primes = None  # a list
### BEGIN SOLUTION
primes = [2, 3, 5, 7]
### END SOLUTION

# %% grade="m00.e2" points=5
grade("m00.e2", primes)
