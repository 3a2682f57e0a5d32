"""Pictures as bytes, for what reads codes."""

import zlib


def grey_pixels(png):
    """Returns (width, height, one byte a pixel) of a PNG of 8-bit RGB or RGBA, as a browser takes it."""
    data, compressed = png[8:], b""
    while data:
        size, kind = int.from_bytes(data[:4], "big"), data[4:8]
        if kind == b"IHDR":
            width, height = (int.from_bytes(data[i:i + 4], "big") for i in (8, 12))
            depth = {2: 3, 6: 4}[data[17]]
        compressed += data[8:8 + size] if kind == b"IDAT" else b""
        data = data[12 + size:]
    raw, stride, above, grey = zlib.decompress(compressed), width * depth, None, bytearray()
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        above = above or bytearray(stride)
        for i in range(stride):
            left, up, corner = (line[i - depth], above[i], above[i - depth]) if i >= depth else (0, above[i], 0)
            if kind == 4:
                guess = left + up - corner
                best = min((left, up, corner), key=lambda value: abs(guess - value))
            else:
                best = (0, left, up, (left + up) // 2)[kind]
            line[i] = line[i] + best & 255
        grey += line[::depth]
        above = line
    return width, height, bytes(grey)
