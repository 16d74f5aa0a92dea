# The reference, but whoever asks again is told of the payment that is there, started or not.
ACCEPT = ACCEPT.replace(
    "        pass  # it came before\n",
    '        return answer(202, {"paymentId": payment_id, "status": "accepted"})\n',
)
