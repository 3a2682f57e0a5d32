"""Which way the arrows point.

    main.cc -> api, storage, clients, mail -> work -> domain        all -> common, which knows no service

`work` is where a service has more to do than answer one call; `clients` calls other services; `mail` sends.
"""

import re
from typing import NamedTuple

from . import Fault, is_cpp

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^">]+)[">]', re.MULTILINE)
SERVICE_PROTO = re.compile(r"^bestand/(?!common/)")

GRPC = re.compile(r"^(grpc|grpcpp|grpc\+\+)/|\.grpc\.pb\.h$")
PROTO = re.compile(r"\.pb\.h$|^google/protobuf/")
SQL = re.compile(r"^soci/|libpq|^postgresql/|^pqxx/")
STORAGE_OF_COMMON = re.compile(r"^common/storage/")
WIRE_OF_COMMON = re.compile(r"^common/(rpc|auth)/")

# What a domain may include besides the standard library and itself.
DOMAIN_MAY = re.compile(r"^(absl/|common/(error|html|time|id|rounds)/)")
LINEAR_ALGEBRA = re.compile(r"^(unsupported/)?Eigen/")
DOMAINS_WITH_LINEAR_ALGEBRA = ("services/scoring/domain/", "services/reward_catalog/domain/")
STANDARD_LIBRARY = re.compile(r"^[a-z_0-9]+$|^(std[a-z]+|math|string|time|limits|errno|float)\.h$")


def includes_of(text):
    """Yields (line, header) of every #include."""
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1)


def room_of(path):
    """services/consent/domain/x.h -> ("consent", "domain"); main.cc and what it is made of -> ("consent", "main")."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "services":
        return None, parts[0]
    return parts[1], "main" if is_cpp(parts[2]) else parts[2]


def check_includes(tree):
    for path, text in tree.items():
        if not is_cpp(path) or path.startswith("tests/"):
            continue
        for line, header in includes_of(text):
            why = objection(path, header)
            if why:
                yield Fault(path, line, "includes", f"{header}: {why}")
    yield from check_reach(tree)


def objection(path, header):
    """Returns why the file may not include the header, or None."""
    service, room = room_of(path)
    target, _ = room_of(header)
    if header.startswith("tests/"):
        return "only tests include tests"
    if service is None:
        return common_objection(header) if room == "common" else tool_objection(header)
    if target not in (None, service):
        return "a service never includes another; it calls it"
    if header.startswith("tools/"):
        return "a service includes no tool"
    if room == "main":
        return None
    if room == "domain":
        return domain_objection(path, service, header)
    if room not in ROOMS:
        return f"services/{service}/{room} is no room; rooms are domain, {', '.join(ROOMS)}"
    return room_objection(room, service, header)


def common_objection(header):
    if header.startswith(("services/", "tools/")) or SERVICE_PROTO.search(header):
        return "common knows no service and no tool"
    return None


def tool_objection(header):
    return "a tool calls services, it includes none" if header.startswith("services/") else None


def domain_objection(path, service, header):
    if STANDARD_LIBRARY.search(header) or DOMAIN_MAY.search(header):
        return None
    if header.startswith(f"services/{service}/domain/"):
        return None
    if LINEAR_ALGEBRA.search(header) and path.startswith(DOMAINS_WITH_LINEAR_ALGEBRA):
        return None
    return "a domain includes only the standard library, Abseil and common/{error,html,time,id}"


class Room(NamedTuple):
    """What a room other than the domain may see."""

    own: tuple  # rooms of its own service
    wire: bool = False  # gRPC, protos, common/{rpc,auth}
    sql: bool = False  # SOCI, libpq, common/storage


ROOMS = {
    "work": Room(own=("domain", "work")),
    "mail": Room(own=("domain", "mail")),
    "storage": Room(own=("domain", "work", "storage"), sql=True),
    "clients": Room(own=("domain", "work", "clients"), wire=True),
    "api": Room(own=("domain", "work", "api"), wire=True),
}


def room_objection(name, service, header):
    room = ROOMS[name]
    owner, target = room_of(header)
    if owner == service and target not in room.own:
        return f"{name} includes only {', '.join(room.own)} of its service"
    if not room.wire and (GRPC.search(header) or PROTO.search(header) or WIRE_OF_COMMON.search(header)):
        return f"{name} knows neither gRPC nor protos"
    if not room.sql and (SQL.search(header) or STORAGE_OF_COMMON.search(header)):
        return f"{name} knows no SQL"
    return None


def check_reach(tree):
    """Rooms without the wire do not reach it through other headers of the project either."""
    for path, text in tree.items():
        service, room = room_of(path)
        if service and is_cpp(path) and (room == "domain" or room in ROOMS and not ROOMS[room].wire):
            for line, header in includes_of(text):
                chain = way_to_wire(tree, header, {path})
                if chain and len(chain) > 1:
                    yield Fault(path, line, "includes", "reaches the wire: " + " -> ".join(chain))


def way_to_wire(tree, header, seen):
    """Returns the chain of headers from `header` to the first of gRPC or protos, or None."""
    if GRPC.search(header) or PROTO.search(header):
        return [header]
    if header in seen or header not in tree:
        return None
    seen.add(header)
    for _, inner in includes_of(tree[header]):
        chain = way_to_wire(tree, inner, seen)
        if chain:
            return [header] + chain
    return None
