"""The Amazon States Language: parse, lint, run. Plain data; the clock and the task handler are parameters."""
