# The reference, but the front door answers when the workflow has ended.
ACCEPT = ACCEPT.replace(
    "    except states.exceptions.ExecutionAlreadyExists:\n        pass\n",
    "    except states.exceptions.ExecutionAlreadyExists:\n        pass\n"
    '    for _ in range(25):\n        time.sleep(1)\n'
    '        if table.get_item(Key={"paymentId": payment_id})["Item"]["status"] != "accepted":\n            break\n',
).replace("import hashlib\n", "import hashlib\nimport time\n")
