"""Two processes for one submission: the learner's code runs in one, the account and the rubrics live in the other.

They speak JSON over a socket pair, and each treats what it hears as hostile.

- `examiners`: whom to give a submission to; `warm`: the process that they are forked from; `examiner`: one of them
- `nursery`: who is asked for a learner's process; `learner`: that process
- `talk`: asking and answering, in both directions at once; `wire`: messages over a socket
- `values`: what a value looks like in a message: data is copied, everything else becomes a handle
- `outputs`: what a cell has shown, as far as a notebook may hold it
- `services`: what both make ready for; `loading`: what they load for good; `own_folder`: where they keep temporary files
- `isolation`: a process that can do nothing but its work

Each process imports what it needs and nothing else, so nothing is imported here.
"""
