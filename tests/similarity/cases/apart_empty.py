# of: e1_fan_out/10_none_spelled_out.py
