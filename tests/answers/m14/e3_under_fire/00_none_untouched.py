under_fire = None
