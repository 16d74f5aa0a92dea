"""The account as a template that deploys it in another: SAM or CloudFormation, with the learner's code."""

from .exporting import ExportError, export, export_to

__all__ = ["ExportError", "export", "export_to"]
