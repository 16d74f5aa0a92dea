decisions = [
    "The door answers at once.",
    "The workflow is started asynchronously.",
]
