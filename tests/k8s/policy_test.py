"""Shows that each rule bites: bad/<rule>.yaml breaks one thing in the good base, and that rule alone must say so."""

import copy
import fnmatch
import os
import pathlib
import re
import tomllib
import unittest

import yaml
from manifests import label, of_kind, read_base
from network_rules import CALLS, WITHOUT_DATABASE
from policy import faults_of

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ.get("BESTAND_ROOT", HERE.parents[1]))
BASE = ROOT / "k8s/base"


def spoil(documents, change):
    """Sets or takes away the field at change["at"] of the document that change["in"] names."""
    spoilt = copy.deepcopy(documents)
    (target,) = [document for document in spoilt if fnmatch.fnmatch(label(document), change["in"])]
    *path, last = change["at"]
    for key in path:
        target = target[key]
    if "value" in change:
        target[last] = change["value"]
    else:
        del target[last]
    return spoilt


class Policy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.good = read_base(BASE)

    def test_has_nothing_against_the_base(self):
        self.assertEqual([str(fault) for fault in faults_of(self.good, ROOT)], [])

    def test_finds_what_each_bad_manifest_breaks(self):
        for file in sorted((HERE / "bad").glob("*.yaml")):
            with self.subTest(rule=file.stem):
                spoilt = spoil(self.good, yaml.safe_load(file.read_text()))
                self.assertEqual({fault.rule for fault in faults_of(spoilt, ROOT)}, {file.stem})

    def test_has_a_bad_manifest_for_each_rule(self):
        text = "".join(file.read_text() for file in HERE.glob("*_rules.py"))
        rules = set(re.findall(r'(?:Fault\(|yield )"([a-z-]+)"', text))
        self.assertGreater(len(rules), 25)
        self.assertEqual(rules - {file.stem for file in (HERE / "bad").glob("*.yaml")}, set())

    def test_finds_a_service_that_selects_nothing(self):
        change = {"in": "Service/scoring", "at": ["spec", "selector"], "value": {"app.kubernetes.io/name": "score"}}
        self.assertIn("selector", {fault.rule for fault in faults_of(spoil(self.good, change), ROOT)})

    def test_finds_a_policy_that_lets_anybody_in(self):
        change = {"in": "NetworkPolicy/scoring", "at": ["spec", "ingress", 0, "from"]}
        found = [str(fault) for fault in faults_of(spoil(self.good, change), ROOT)]
        self.assertIn("anybody -> scoring: flows: a policy lets it into the pod, though nobody calls so", found)


class CallerPolicies(unittest.TestCase):
    """Who may call what: exactly the calls of the design, by the name in the caller's certificate."""

    def test_names_each_caller_of_the_design_and_no_other(self):
        for service in set(CALLS) - WITHOUT_DATABASE:
            with self.subTest(service=service):
                policy = tomllib.loads((BASE / f"settings/{service}.policy.toml").read_text())
                callers = {entry["name"] for entry in policy.get("caller", [])}
                self.assertEqual(callers, {caller for caller, callees in CALLS.items() if service in callees})

    def test_knows_callers_by_certificate_and_gives_no_wildcards(self):
        for file in (BASE / "settings").glob("*.policy.toml"):
            for entry in tomllib.loads(file.read_text()).get("caller", []):
                with self.subTest(file=file.name, caller=entry["name"]):
                    self.assertEqual(entry["certificate_uri"], [f"spiffe://bestand/ns/bestand/sa/{entry['name']}"])
                    self.assertFalse([scope for scope in entry["scopes"] if "*" in scope])

    def test_every_config_map_holds_both_files(self):
        configs = of_kind(read_base(BASE), "ConfigMap")
        self.assertEqual(len(configs), len(CALLS))
        for config in configs:
            callers_are_strangers = config["metadata"]["name"].removesuffix("-settings") in WITHOUT_DATABASE
            wanted = {"settings.toml"} if callers_are_strangers else {"settings.toml", "policy.toml"}
            self.assertEqual(set(config["data"]), wanted)


class Applications(unittest.TestCase):
    """The example of callers from outside: a scope that nobody has, or one that does not exist, is a fault of it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = ROOT / "k8s/overlays/applications"
        cls.callers = cls.read(cls.folder / "consent.policy.toml")

    @staticmethod
    def read(file):
        return {entry["name"]: entry for entry in tomllib.loads(file.read_text())["caller"]}

    def test_keeps_the_services_as_they_are_in_the_base(self):
        for name, entry in self.read(BASE / "settings/consent.policy.toml").items():
            self.assertEqual(self.callers[name], entry)

    def test_gives_every_scope_that_a_method_asks_for_and_no_other(self):
        protos = "".join(file.read_text() for file in (ROOT / "protos/bestand/consent/v1").glob("*.proto"))
        asked = set(re.findall(r'required_scope\)? *= *"(consent\.\w+)"', protos))
        self.assertGreater(len(asked), 8)
        self.assertEqual({scope for entry in self.callers.values() for scope in entry["scopes"]}, asked)

    def test_lets_one_office_erase_and_nobody_approve_what_they_write(self):
        def who(scope):
            return {name for name, entry in self.callers.items() if scope in entry["scopes"]}
        self.assertEqual(who("consent.erase"), {"privacy-office"})
        self.assertEqual(who("consent.approve") & who("consent.configure"), set())

    def test_replaces_the_policy_that_the_base_mounts(self):
        kustomization = yaml.safe_load((self.folder / "kustomization.yaml").read_text())
        (made,) = kustomization["configMapGenerator"]
        configs = {config["metadata"]["name"]: config["data"] for config in of_kind(read_base(BASE), "ConfigMap")}
        for entry in made["files"]:
            key, path = entry.split("=")
            self.assertIn(key, configs[made["name"]])
            self.assertTrue((self.folder / path).is_file())


if __name__ == "__main__":
    unittest.main()
