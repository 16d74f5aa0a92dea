"""What a learner imports: virtual time, an AWS account in memory, and pictures of what happens in it.

Imports run downwards only: ``course.clock`` < ``course.asl`` < ``course.cloud`` < ``course.widgets``.
Nothing in here imports ``grader``. ``course.runtime``, in which Lambda handlers run, imports nothing at all, and
``course.simulation`` nothing but the standard library.
"""
