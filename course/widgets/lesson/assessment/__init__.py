"""The pre- and the post-assessment: two parallel forms of one blueprint, taken at both ends of the course, and the gain.

- `blueprint`: the topics and the modules that teach them; `forms`: the items of a form, read from `course/quizzes/assessment/`
- `placing`: an item whose rows are put into an order, or matched; choices are questions as a quiz has them
- `figures`: what is shown with an item, drawn from plain data; `runs`: a state machine to be followed in the mind
- `taken`: a learner's answers, whatever they come from; `handed_in`: the file in which they travel with a submission
- `points`: points by topic, and the gain; `advice`: which modules to skim; `standing`: how far it is, in a line
- `assessment`: the widget; `asked`: what its page gets of an item
- `result`: what is read at the end; `explained`: all items to read

What is right leaves Python at the end of the post-assessment only: before it, it would spoil the gain.
"""

from .assessment import assessment

__all__ = ["assessment"]
