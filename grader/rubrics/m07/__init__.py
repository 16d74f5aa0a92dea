"""Rubrics of module 7, Orchestration and the States Language.

- `e1_predict` ... `e5_grace_period`: the exercises, each a file
- `small_machines`: what E1 lets learners read; `given_claim`: what E2 lets them repair
- `credit_requests`, `credit_slips`: what E3 plays, and what it recognises in how that ended
- `payment_services`, `workflow_role`: the functions of E4 with their tables, and what its role allows
- `debts`: what E5 plays
- `slips`: mistakes that the text of a definition shows, whatever it is about; `ways`: where a definition leads
"""
