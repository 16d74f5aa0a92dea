"""Results written to S3: a file for each way in which children ended, and a manifest that lists the files.

S3 is asked through `ask("putObject", {"Bucket", "Key", "Body": text, "ContentType"})`; the answer does not matter. It
raises StatesError for a request that S3 refuses.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
"""

from typing import Any

from course.asl.errors import StatesError
from course.asl.json_text import compact, size

from .failure import writer_failed
from .map_run import ENDED_BADLY, Child, MapRun
from .object_list import Ask
from .results import formatted, forms_of, transformed

__all__ = ["write_results"]

_FILES = {"FAILED": ENDED_BADLY, "PENDING": ("PENDING",), "SUCCEEDED": ("SUCCEEDED",)}


def write_results(run: MapRun, parameters: Any, config: dict[str, Any], ask: Ask) -> dict[str, Any]:
    """Write the results of a run that has ended; return the Map state's result, which says where the manifest is.

    `parameters` has Bucket and maybe Prefix, `config` is the WriterConfig. Whatever goes wrong is StatesError
    States.ResultWriterFailed.
    """
    bucket, folder = _place(parameters, run)
    transformation, output_type = forms_of(config, "NONE")
    try:
        files: dict[str, list[dict[str, Any]]] = {}
        for name, statuses in _FILES.items():
            children = [child for child in run.children if child.status in statuses]
            results = transformed(children, transformation, run.names.machine_arn)
            files[name] = []
            if children:
                key = f"{folder}/{name}_0.{output_type.lower()}"
                files[name] = [_put(ask, bucket, key, formatted(results, output_type))]
                _mark(children)
        manifest = {"DestinationBucket": bucket, "MapRunArn": run.arn, "ResultFiles": files}
        _put(ask, bucket, f"{folder}/manifest.json", compact(manifest))
    except StatesError as error:
        raise writer_failed(error.cause or error.error or "S3 gave no reason.") from error
    return {
        "MapRunArn": run.arn,
        "ResultWriterDetails": {"Bucket": bucket, "Key": f"{folder}/manifest.json"},
    }


def _place(parameters: Any, run: MapRun) -> tuple[str, str]:
    bucket = parameters.get("Bucket") if isinstance(parameters, dict) else None
    if not isinstance(bucket, str) or not bucket:
        raise writer_failed("A ResultWriter's parameters need a Bucket that is a text.")
    prefix = parameters.get("Prefix") or ""
    if not isinstance(prefix, str):
        raise writer_failed("The Prefix of a ResultWriter's parameters must be a text.")
    return bucket, f"{prefix.rstrip('/')}/{run.names.run}".lstrip("/")


def _put(ask: Ask, bucket: str, key: str, text: str) -> dict[str, Any]:
    ask("putObject", {"Bucket": bucket, "Key": key, "Body": text, "ContentType": "application/json"})
    return {"Key": key, "Size": size(text)}


def _mark(children: list[Child]) -> None:
    for child in children:
        child.written = True
