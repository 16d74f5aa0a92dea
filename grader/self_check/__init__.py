"""One notebook graded outside of a class: for its learner, and for an author who proves it.

- `check`: a learner's file goes in, its grades come out; read this first
- `master`: which assignment a file is, and its answers in the notebook that was released
- `two_processes`: its cells run as those of a class are; `kernel`: in a kernel, as a learner runs them
- `outcomes`: what the cells said once they have run
- `words`: the grades on a terminal; `commands`: the command `check`
- `validation`: what nbgrader's Validate does and says, JupyterLab's button and the command

The modules are imported one by one: what cannot be read should be said at once, and running it takes seconds to load.
"""
