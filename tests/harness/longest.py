"""The test files that take longest, the longest first: they are begun first."""

__all__ = ["LONGEST"]

LONGEST = (
    "verify/test_course.py",
    "documented/test_scenes.py",
    "mutate/test_course.py",
    "rooms/test_same_verdict.py",
    "lessons/test_lessons.py",
    "attacks/test_attacks.py",
    "classroom/test_class_killed.py",
    "classroom/test_cluster.py",
    "browser/test_gallery.py",
    "browser/test_learner.py",
    "browser/test_instructor.py",
    "documented/test_first_class.py",
    "skeleton/test_new.py",
    "to_aws/test_exports.py",
    "classroom/test_whole_class.py",
    "site/test_site.py",
    "attacks/test_mutations.py",
    "attacks/test_notebooks.py",
    "classroom/test_class.py",
    "classroom/test_demo.py",
    "self_check/test_agreement.py",
    "release/test_exam_class.py",
    "documented/test_real_aws.py",
    "to_aws/test_command.py",
    "texts/test_copy.py",
    "house/test_style.py",
    "house/test_start.py",
)
