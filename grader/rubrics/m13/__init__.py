"""Module 13, performance, visibility, resilience: one rubric an exercise, and what they play.

- `traces`: the trees of segments of E2
- `storage`: the database and the cache of E3; `readers`: who asks them, alone and all at once
- `crowd`: the service that E4's clients ask, all at once or one by one
"""
