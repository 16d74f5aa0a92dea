"""The rubrics of a tiny course."""
