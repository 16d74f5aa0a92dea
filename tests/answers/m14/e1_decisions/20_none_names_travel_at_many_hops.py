# The reference, but personal data is the risk wherever a request, a row or an alarm could carry it; and a wait has its limit.
for code in ("door", "start", "bank", "manager", "worker", "alarm", "N-48"):
    decisions[code].update(risk="leak", answer="leave-out")
decisions["N-67"].update(risk="down", answer="timeout")
decisions["monthly"]["answer"] = "check"
