import copy

repaired = copy.deepcopy(broken)
