"""Every descriptor that was inherited is read, written, sent over, and closed.

e3: 0
seconds: 6
"""
# %%
import os
import socket
import stat

for number in range(3, 256):
    try:
        kind = os.fstat(number).st_mode
    except OSError:
        continue
    print(number, stat.filemode(kind))
    if stat.S_ISSOCK(kind):
        end = socket.socket(fileno=os.dup(number))
        try:
            socket.send_fds(end, [b'{"end": 1}'], [number])
            end.sendall(b'{"pid": 1}\n')
        except OSError as error:
            print(error)
# %% e3
10.0
