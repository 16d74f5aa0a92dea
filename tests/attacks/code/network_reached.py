"""The network is tried: TCP, UDP, IPv6, DNS, raw sockets, a name of this machine, a browser's libraries, a shell's tools.

e3: 10
"""
# %%
import socket
import subprocess
import urllib.request

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", CANARY_PORT)),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", CANARY_PORT)),
    (socket.AF_INET6, socket.SOCK_STREAM, ("::ffff:127.0.0.1", CANARY_PORT)),
    (socket.AF_INET, socket.SOCK_RAW, ("127.0.0.1", 0)),
    (socket.AF_PACKET, socket.SOCK_RAW, ("lo", 0)),
    (socket.AF_NETLINK, socket.SOCK_RAW, (0, 0)),
    (socket.AF_UNIX, socket.SOCK_STREAM, "\0left-behind"),
    (socket.AF_UNIX, socket.SOCK_STREAM, "/run/docker.sock"),
    (40, socket.SOCK_STREAM, (2, CANARY_PORT)),
):
    try:
        with socket.socket(family, kind) as end:
            end.settimeout(1)
            end.connect(address)
            end.send(b"10 points")
            print("reached", address)
    except OSError as error:
        print(family, kind, error.errno)
try:
    print(socket.getaddrinfo("example.com", 443))
except OSError as error:
    print(error.errno)
for ask in (urllib.request.urlopen, lambda url: __import__("requests").get(url, timeout=1)):
    try:
        print(ask("http://127.0.0.1:CANARY_PORT/10"))
    except Exception as error:
        print(type(error).__name__)
subprocess.run("exec 3<>/dev/tcp/127.0.0.1/CANARY_PORT; echo 10 >&3", shell=True, executable="/bin/bash")
