"""An exercise's answer exported for AWS: a template and programs, with instructions, prices and clean-up. Nothing is sent.

- `ways`: which exercises can be exported, and how their answers come to stand in an account (`exportable.toml`)
- `site`: the account that an exercise's check builds with an answer; `machines`: the same for answers that are definitions
- `exporting`: writes the template, in the process that holds the account; `trial`: what was sent there first
- `found`: what there is then, as plain data
- `apart`: a learner's notebook run for it in two processes; `take_out`: all of it into a folder, whole or not at all
- `instructions`: the page beside the template; `trying`, `prices`, `cleaning`: parts of it
- `commands`: the command `export`
"""
