"""What somebody does who studies alone, from a terminal: find what is next, check, be helped, begin anew, compare, prove.

- `places`: where a learner's own notebooks are; `answer`: an exercise's answer in one of them, taken out or put in
- `standing`: what is known of each exercise, from the learner's notes; `ahead`: what comes next
- `resetting`: an exercise as it was released, with the old work kept; `another`: other values for a whole module
- `solutions`: the course's own answer beside the learner's, once it can be opened
- `watching`: a notebook checked again each time it is saved
- `proven`: what the full grading found; `certificate`: the same as a page
- `commands`: what the program `course` has beside the course's own commands

Nothing a learner wrote is ever lost: what is replaced is kept in the folder ``kept`` of their work.
"""
