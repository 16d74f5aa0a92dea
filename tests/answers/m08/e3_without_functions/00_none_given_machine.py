without_functions = with_functions
