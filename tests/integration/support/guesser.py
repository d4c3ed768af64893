"""Guessing at passwords from addresses of this machine, and what of it the service lets through."""

import http.client
import json
import threading
import time

from .client import API


def attempt(port, user, password, address="127.0.0.1"):
    """One log-in from an address of the loopback net: (status, seconds it took, seconds to wait or None)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(address, 0))
    began = time.monotonic()
    try:
        connection.request("POST", API + "/session", json.dumps({"user": user, "password": password}),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        wait = answer.headers["Retry-After"]
        return answer.status, time.monotonic() - began, int(wait) if wait else None
    finally:
        connection.close()


def guess(port, users, seconds, address="127.0.0.2", threads=2):
    """Guesses as fast as it can for so long; how many were tried (401), put off (429), and anything else by status."""
    end = time.monotonic() + seconds
    counted, lock, number = {}, threading.Lock(), [0]

    def run():
        while time.monotonic() < end:
            with lock:
                number[0] += 1
                turn = number[0]
            status, _, _ = attempt(port, users[turn % len(users)], f"guess number {turn}", address)
            with lock:
                counted[status] = counted.get(status, 0) + 1

    crowd = [threading.Thread(target=run) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return counted


def most_tried(seconds, free, most):
    """How many guesses the stated delays let through in so long: `free`, and then one each time the doubling wait is over."""
    tried, waited, wait = free, 0, 1
    while waited + wait <= seconds:
        waited += wait
        tried += 1
        wait = min(wait * 2, most)
    return tried + 1
