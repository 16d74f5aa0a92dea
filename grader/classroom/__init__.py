"""What an instructor does with a class, on top of nbgrader.

A submission comes in through `submission` (which notebook is meant), `cells` (read whatever the file is), `times` (when
it was handed in), `rebuild` (answers into the released notebook) and `intake` (all of them, where nbgrader would read
the file); its cells run in `execute`, as a paper (`papers`), but for those that are `passed_over`. `marks` are nbgrader's
on cells, `notes` the course's on a notebook.

- `autograde`: a class at once; read this first. `assignment`: a submission goes in, a grade comes out
- `lanes`: as many papers as processors; `cluster`: on other machines, where they have the same `edition`
- `known`: what need not be examined again, since the `sources` that an outcome depends on are the same
- `progress`: how far it has come; `alone`: one run at a time; `obstacles`: what keeps a run from writing, in words
- `exams`: the secrets that an exam's values and hidden rows come from; `whole_file`: how they are written
- `lateness`: what it costs to be late
- `shelf` and `entries`: the autograded folder and the gradebook's rows; `attachments`: the files beside a notebook
- `collect`: from the exchange, without following a learner's links
- `rows` are the result, one a learner, with what the examiner found (`examined`); `table`: the same as text
- `misplaced`: notebooks that lie where no submission is looked for
- `missing_modules`: who imports what only their own machine has is told what to do
- `not_isolated` warns where a machine cannot shut submissions in; `feedback` makes pages for learners, and `harmless`
  lets nothing of theirs act in a page
- `demo` makes a class to try it on (`cast`: who is in it; `whole_class`: one that has worked through the course); `course` opens one, and `places` says where all of it is kept
- `commands`: ``grader autograde`` and ``grader demo-class``

The modules are imported one by one: configuring nbgrader must not load it, nor its database.
"""
