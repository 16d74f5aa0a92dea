"""Module 11, side by side: one rubric an exercise, and what they play.

- `studio`: the function of E1 and E3, which makes renditions of a video and takes its time
- `warehouse`: the functions of E2, and what became of an order; `order_slips`: wrong ideas that show in it
- `statements`: the bank's file of E4, played in an account with a bucket; `reconciled`: what a night left, and wrong ideas
- `result_files`: the files of finished Map Runs that E5's function reads
- `backstage`: what checks do in a bucket themselves, without calls
- `lanes`: wrong ideas about branches and items that show in any definition
"""
