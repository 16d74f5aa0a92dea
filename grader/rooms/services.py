"""The services that exercises use: both processes make ready for them, and a client of another one takes its time."""

__all__ = ["SERVICES"]

SERVICES = ("dynamodb", "events", "iam", "lambda", "s3", "sns", "sqs", "stepfunctions")
