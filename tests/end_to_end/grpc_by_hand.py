"""Calls a method with bytes that no client library would send, through curl."""

import struct
import subprocess

CODES = {0: "OK", 3: "INVALID_ARGUMENT", 8: "RESOURCE_EXHAUSTED", 13: "INTERNAL"}


def call(target, method, message):
    """Sends one message as it is; returns the status code's name and the text with it."""
    frame = b"\0" + struct.pack(">I", len(message)) + message
    done = subprocess.run(
        ["curl", "-s", "--http2-prior-knowledge", "--max-time", "20", "-X", "POST", "-D", "-", "-o", "/dev/null",
         "-H", "content-type: application/grpc", "-H", "te: trailers", "--data-binary", "@-",
         f"http://{target}{method}"], input=frame, stdout=subprocess.PIPE, check=False)
    fields = dict(line.split(": ", 1) for line in done.stdout.decode("latin-1").split("\r\n") if ": " in line)
    code = int(fields.get("grpc-status", "-1"))
    return CODES.get(code, str(code)), fields.get("grpc-message", "")


def text_field(number, content):
    """One length-delimited field of a protobuf message."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])
