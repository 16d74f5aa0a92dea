"""What an instructor does with a class, on top of nbgrader.

A submission comes in through `submission` (read whatever the file is), `rebuild` (answers into the released notebook)
and `intake` (both, where nbgrader would read the file); its cells run in `execute`. `autograde` does that for a class,
`report` tells the result, `demo` makes a class to try it on. `places` says where everything is kept.

The modules are imported one by one: configuring nbgrader must not load it, nor its database.
"""
