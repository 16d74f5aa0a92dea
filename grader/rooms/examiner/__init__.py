"""The examiner's process: the account, the rubrics and the grade cells. It runs no line of a learner's.

- `sitting`: a submission examined; read this first. `paper`: what goes in and what comes out
- `__main__`: the warm process, which forks examiners; `lane`: an examiner, which takes one paper after the other, each in
  a fork of itself; `warm_up`: what they load before; `minutes`: what has come of a paper so far; `overtime`: what is made
  of that when its time has run out
- `grade_cell`: the course's own cells, run here; `cell_texts`: which text of a learner's stands behind a name; `guest`: the learner's process as seen from here
- `desk`: what that process may ask for; `accounts`: the accounts that its cells open
- `handlers`: in which process a function runs; `far_runtime`: functions that run in the learner's
"""
