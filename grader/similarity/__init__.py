"""Which answers of a class are more alike than independent work explains, with the evidence side by side.

- `answers`: the answers of a class by exercise, and what everybody had been given
- `variants`: learners' own values are taken out, those of others are told; `structure` and `words`: the two ways to read an
  answer; `order`: statements in an order of their own
- `fingerprints` of an answer; `candidates`: the pairs worth comparing; `compare`: what they share, and how surprising that
  is; read this first
- `findings`: all of it for one exercise; `report` and `page` show it; `commands`: ``grader similar``

The modules are imported one by one, as those of `grader.classroom` are, because some load nbgrader.
"""
