"""A class on a real hub, tried from the accounts to the feedback; `container/hub/try_hub.py` is the command.

- `machine`: the accounts, the folders and the installation, as `docs/hub.md` has them, and their removal
- `hub`: the hub's process, and commands in the environment of a user's server
- `browser`: what a user does in their browser
- `story`: release, fetch, submit, collect, grade, feedback
- `trespass`: what a learner must not be able to do
- `memory`: what a user's server and kernels hold
- `record`: what was tried, what was expected, what came; and the page of it
"""
