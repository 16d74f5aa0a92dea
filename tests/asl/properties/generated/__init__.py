"""Generated definitions, inputs and plans of what the tasks do."""
