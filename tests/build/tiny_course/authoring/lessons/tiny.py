# ---
# title: A tiny lesson
# ---

# %% [markdown]
# # One thing

# %%
total = 1 + 1
