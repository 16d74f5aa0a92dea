"""What an instructor does with a class, on top of nbgrader.

A submission comes in through `submission` (read whatever the file is), `rebuild` (answers into the released notebook)
and `intake` (both, where nbgrader would read the file); its cells run in `execute`, as a paper (`papers`).

- `autograde`: a class at once; read this first. `assignment`: a submission goes in, a grade comes out
- `lanes`: as many papers as processors; `known`: what need not be examined again; `progress`: how far it has come;
  `alone`: one run at a time
- `shelf` and `entries`: the autograded folder and the gradebook's rows; `attachments`: the files beside a notebook
- `report` tells the result; `demo` makes a class to try it on; `places` says where everything is kept

The modules are imported one by one: configuring nbgrader must not load it, nor its database.
"""
