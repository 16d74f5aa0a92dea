"""How much one evaluation may do.

Depth and memory are bounded where AWS bounds them: a nesting of 100, and values of about 7 MB (answers of AWS that others
measured: `1+1+...` of 100 terms and `[1..873782]` pass, one more of either does not). AWS stops an evaluation after one
second (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html); `STEPS` stands for that second, so
that an expression which fails here fails everywhere, and at the same point.
"""

__all__ = ["BYTES", "DEPTH", "NESTING", "STEPS"]

DEPTH = 100
STEPS = 1_000_000
BYTES = 873_782 * 8 + 8  # a number or a container counts as eight, a character as one
NESTING = 200  # of one value; a writer of JSON comes to its end near a thousand
