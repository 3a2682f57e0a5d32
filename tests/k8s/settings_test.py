"""The services' own binaries read the settings of the cluster, with empty stand-ins for the secrets' files."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ["BESTAND_ROOT"])
PROGRAMS = pathlib.Path(os.environ["BESTAND_BIN"])
SERVICES = ("consent", "customer-profile", "gateway", "reward-catalog", "scoring")


class Settings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def config(self, service, change=lambda text: text):
        """Runs `<service> config` on the cluster's settings, their files moved into our folder."""
        text = change((ROOT / f"k8s/base/settings/{service}.toml").read_text())
        for path in set(re.findall(r"/etc/bestand/([\w./]+)", text)):
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("0123456789abcdef0123456789abcdef\n")
        settings = self.folder / "settings.toml"
        settings.write_text(text.replace("/etc/bestand", str(self.folder)))
        command = [PROGRAMS / service, "config", "--config", settings]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    def test_are_understood_by_each_service(self):
        for service in SERVICES:
            with self.subTest(service=service):
                answer = self.config(service)
                self.assertEqual(answer.returncode, 0, answer.stderr)
                self.assertIn('listen = "0.0.0.0:8443"', answer.stdout)

    def test_with_a_wrong_name_are_refused(self):
        for service in SERVICES:
            with self.subTest(service=service):
                answer = self.config(service, lambda text: text.replace("health_listen", "helth_listen"))
                self.assertNotEqual(answer.returncode, 0)
                self.assertIn("helth_listen", answer.stderr)


if __name__ == "__main__":
    unittest.main()
