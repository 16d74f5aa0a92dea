under_fire = deploy
