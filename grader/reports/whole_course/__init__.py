"""A class over the whole course: who stands where, which modules and exercises were hard, what is often misunderstood.

- `whole_course`: the summaries of all assignments taken together; read this first. `standing`: one learner in all of them
- `tables`: the same for a terminal; `page`: as one HTML page; `sheet`: a row a learner for a spreadsheet; `data`: for a program
"""
