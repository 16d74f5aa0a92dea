"""Recorded executions of AWS: read them, replay what the tasks answered, compare what came out."""
