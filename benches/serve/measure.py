"""How long it takes from saving a page until a browser that was told to reload has it."""

import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOST = socket.gethostbyname("localhost")


def ask(port: int, path: str) -> socket.socket:
    it = socket.create_connection((HOST, port))
    it.sendall(f"GET /{path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode())
    return it


def get(port: int, path: str) -> str:
    with ask(port, path) as it:
        return b"".join(iter(lambda: it.recv(65536), b"")).decode()


def wait_for(listener, event: str) -> None:
    for line in listener:
        if line.strip() == f"event: {event}":
            return


def main() -> None:
    program, root, n = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    started = time.perf_counter()
    server = subprocess.Popen([program, "serve", root, "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True)
    port = int(server.stdout.readline().split("http://")[1].split("/")[0].split(":")[1])
    print(f"ready after {time.perf_counter() - started:.2f} s")
    pages = sorted(root.glob("content/part*/page*.md"))
    times, heard = [], []
    for at in range(n):
        file = pages[at * 37 % len(pages)]
        address = f"{file.parent.name}/{file.stem}.html"
        page = get(port, address)
        since = page.split('data-since="')[1].split('"')[0]
        with ask(port, f".gongbao/events?since={since}") as it:
            listener = it.makefile(encoding="utf-8")
            wait_for(listener, "notes")
            # An author pauses; by then all is judged.
            time.sleep(1)
            saved = time.perf_counter()
            file.write_text(file.read_text(encoding="utf-8") + f"\n第{at}次改动。\n", encoding="utf-8")
            wait_for(listener, "reload")
            heard.append(time.perf_counter() - saved)
            assert f"第{at}次改动" in get(port, address)
            times.append(time.perf_counter() - saved)
    server.terminate()
    server.wait()
    for name, of in (("told to reload", heard), ("reloaded", times)):
        ms = [f"{it * 1000:.0f}" for it in (statistics.median(of), max(of))]
        print(f"{name}: median {ms[0]} ms, worst {ms[1]} ms of {n}")


main()
