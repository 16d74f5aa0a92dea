choice_of = {"wait": "Queue", "order": "Queue", "many": "Topic", "people": "Topic"}
reason_of = {"wait": ["N-01", "N-07"], "order": ["N-09"], "many": ["N-02"], "people": ["N-05"], "aws": ["N-06"]}
reason_of |= {"again": ["N-08"], "reshape": ["N-03"], "answer": ["N-04", "N-10"]}
choices = {}
for reason, labels in reason_of.items():
    for label in labels:
        choices[label] = [choice_of.get(reason, "call" if reason == "answer" else "bus"), reason]
