"""What is shown raises, hangs on to the shell, gives no table of forms, or is larger than any page.

e3: 10
"""
# %%
from IPython.display import HTML, Javascript, display


class Shown:
    def __init__(self, **methods):
        for name, answer in methods.items():
            setattr(self, name, lambda answer=answer, **_: answer() if callable(answer) else answer)


display(Shown(_repr_mimebundle_=7), Shown(_repr_html_=lambda: 1 / 0), Shown(_repr_json_=lambda: object()))
display(Shown(_repr_html_="<b>" * 1_000_000), Shown(_repr_mimebundle_={"text/plain": float("nan"), 5: 10.0}))
display(HTML("<script>fetch('/formgrader/api/grades')</script>"), Javascript("alert(10)"))
display({"text/plain": {"a": {1, 2}}, "application/json": {"points": 10.0}}, raw=True, metadata={"a": object()})
# %%
class Deep:
    def __repr__(self):
        return "(" * 200_000 + "10.0"


[Deep()] * 100
# %%
class Loud:
    def _ipython_display_(self):
        raise SystemExit(10.0)


Loud()
