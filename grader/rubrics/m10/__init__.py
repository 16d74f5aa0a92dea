"""Module 10, waiting for people and partners: one rubric an exercise, and what they play.

- `transfers`: the bank and the functions of E1; `transfer_slips`: wrong ideas about tokens, seen in a definition
- `reports`: what the bank reports in E2, and to whom
- `inbox`: the table of E3, and who decides; `requests_decided`: what becomes of the requests in it
- `rates`: the bank's API of E4
- `situations`: what is waited for in E5
"""
