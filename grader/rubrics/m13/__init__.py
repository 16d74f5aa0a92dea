"""Module 13, performance, visibility, resilience: one rubric an exercise, and what they play.

- `envelopes`: what is put around a payment between the five services of E1; `journeys`: payments on their way through
  them; `trail`: what their logs hold; `alarm_days`: the six days of its alarm; `endings`: the events for its pattern
- `traces`: the trees of segments of E2
- `storage`: the database and the cache of E3; `readers`: who asks them, alone and all at once; `cache_days`: a day of that
- `crowd`: the service that E4's clients ask, all at once or one by one

What E5 plays is `course.simulation`, for learners try their plans with it.
"""
