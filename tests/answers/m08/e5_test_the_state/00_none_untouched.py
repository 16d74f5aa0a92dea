cases = None  # a list of test cases: [{"input": ..., ...}, ...]
