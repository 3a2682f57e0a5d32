"""Shows that each rule bites on a bad tree and leaves a good one alone."""

import unittest

from rules.commands import LIST, check_commands
from rules.includes import check_includes
from rules.proofs import DOCUMENT, check_proofs
from rules.sizes import check_sizes, functions_of
from rules.words import check_words


def included(path, header):
    return list(check_includes({path: f'#pragma once\n\n#include "{header}"\n'}))


class Includes(unittest.TestCase):
    GOOD = (
        ("services/scoring/domain/a.h", "absl/status/status.h"),
        ("services/scoring/domain/a.h", "vector"),
        ("services/scoring/domain/a.h", "Eigen/Dense"),
        ("services/scoring/domain/a.h", "common/time/clock.h"),
        ("services/scoring/storage/a.h", "services/scoring/domain/b.h"),
        ("services/scoring/storage/a.h", "soci/soci.h"),
        ("services/scoring/api/a.h", "bestand/consent/v1/consent_service.grpc.pb.h"),
        ("services/scoring/api/a.h", "services/scoring/work/b.h"),
        ("services/scoring/work/a.h", "common/jobs/runner.h"),
        ("services/scoring/clients/a.h", "grpcpp/grpcpp.h"),
        ("services/consent/mail/a.cc", "curl/curl.h"),
        ("services/scoring/main.cc", "services/scoring/storage/a.h"),
        ("common/rpc/a.h", "bestand/common/v1/errors.pb.h"),
        ("tools/bestandctl/a.cc", "bestand/scoring/v1/score_service.grpc.pb.h"),
    )
    BAD = (
        ("services/scoring/domain/a.h", "grpcpp/grpcpp.h"),
        ("services/scoring/domain/a.h", "bestand/scoring/v1/score_service.pb.h"),
        ("services/scoring/domain/a.h", "google/protobuf/message.h"),
        ("services/scoring/domain/a.h", "soci/soci.h"),
        ("services/scoring/domain/a.h", "common/storage/pool.h"),
        ("services/scoring/domain/a.h", "services/scoring/storage/b.h"),
        ("services/scoring/domain/a.h", "services/scoring/api/b.h"),
        ("services/scoring/domain/a.h", "services/consent/domain/consent.h"),
        ("services/consent/domain/a.h", "Eigen/Dense"),
        ("services/scoring/storage/a.h", "grpcpp/grpcpp.h"),
        ("services/scoring/storage/a.h", "bestand/scoring/v1/score_service.pb.h"),
        ("services/scoring/storage/a.h", "services/scoring/api/b.h"),
        ("services/scoring/storage/a.h", "common/rpc/answer.h"),
        ("services/scoring/api/a.h", "services/scoring/storage/b.h"),
        ("services/scoring/api/a.h", "soci/soci.h"),
        ("services/scoring/api/a.h", "libpq-fe.h"),
        ("services/scoring/api/a.h", "common/storage/pool.h"),
        ("services/scoring/domain/a.h", "services/scoring/work/b.h"),
        ("services/scoring/work/a.h", "services/scoring/storage/b.h"),
        ("services/scoring/work/a.h", "grpcpp/grpcpp.h"),
        ("services/scoring/work/a.h", "common/storage/session.h"),
        ("services/scoring/clients/a.h", "soci/soci.h"),
        ("services/scoring/clients/a.h", "services/scoring/api/b.h"),
        ("services/scoring/api/a.h", "services/scoring/clients/b.h"),
        ("services/consent/mail/a.cc", "bestand/consent/v1/consent_service.pb.h"),
        ("services/scoring/main.cc", "services/consent/domain/consent.h"),
        ("services/scoring/helpers/a.h", "vector"),
        ("common/rpc/a.h", "services/consent/domain/consent.h"),
        ("common/rpc/a.h", "bestand/consent/v1/consent_service.pb.h"),
        ("tools/bestandctl/a.cc", "services/consent/domain/consent.h"),
        ("common/rpc/a.h", "tests/support/clock.h"),
    )

    def test_leaves_allowed_includes_alone(self):
        for path, header in self.GOOD:
            with self.subTest(path=path, header=header):
                self.assertEqual(included(path, header), [])

    def test_refuses_each_forbidden_include(self):
        for path, header in self.BAD:
            with self.subTest(path=path, header=header):
                faults = included(path, header)
                self.assertEqual([(fault.rule, fault.line) for fault in faults], [("includes", 3)])

    def test_follows_headers_of_the_project_to_the_wire(self):
        tree = {
            "services/scoring/storage/a.cc": '#include "common/job/job.h"\n',
            "common/job/job.h": '#include "common/job/inner.h"\n',
            "common/job/inner.h": "#include <grpcpp/grpcpp.h>\n",
        }
        faults = list(check_includes(tree))
        self.assertEqual(len(faults), 1)
        self.assertIn("common/job/job.h -> common/job/inner.h -> grpcpp/grpcpp.h", faults[0].what)


def body(lines):
    return "  Do();\n" * (lines - 2)


class Sizes(unittest.TestCase):
    def faults(self, text, path="common/a.cc"):
        return [(fault.rule, fault.line) for fault in check_sizes({path: text})]

    def test_allows_30_lines_and_refuses_31(self):
        self.assertEqual(self.faults("int F() {\n" + body(30) + "}\n"), [])
        self.assertEqual(self.faults("int F() {\n" + body(31) + "}\n"), [("function-size", 1)])

    def test_finds_long_functions_wherever_they_hide(self):
        for head in (
            "void F(int a) {\n",
            "A::A(int a) : a_(a), b_{a} {\n",
            "auto F() const -> std::vector<int> {\n",
            "bool A::operator()(int a) const noexcept {\n",
            "const auto kF = [](int a) {\n",
            "template <typename T>\nT F(T a) {\n",
        ):
            with self.subTest(head=head):
                faults = self.faults("namespace x {\nnamespace {\n" + head + body(40) + "}\n}\n}\n")
                self.assertEqual([rule for rule, _ in faults], ["function-size"])

    def test_finds_long_methods_within_classes(self):
        text = "class A final : public B {\n public:\n  A() = default;\n  int F() {\n" + body(31) + "}\n};\n"
        self.assertEqual(self.faults(text), [("function-size", 4)])

    def test_does_not_take_types_tables_and_text_for_functions(self):
        rows = "  {1, 2},\n" * 50
        for text in (
            "struct A {\n" + "  int a;\n" * 50 + "};\n",
            "enum class A {\n" + "  kA,\n" * 50 + "};\n",
            "constexpr Row kRows[] = {\n" + rows + "};\n",
            "const std::array<int, Size()> kRows = {\n" + rows + "};\n",
            'const char* kText = R"(\nint F() {\n' + "x\n" * 50 + '})";\n',
            "// int F() {\n" + "// x\n" * 50 + "// }\n",
        ):
            with self.subTest(text=text[:30]):
                self.assertEqual(self.faults(text), [])

    def test_is_not_confused_by_braces_in_text(self):
        text = "char F() {\n  return '{';\n}\nint G() {\n  return 1'000'000;\n}\n"
        self.assertEqual(list(functions_of(text)), [(1, 3), (4, 3)])

    def test_allows_250_lines_a_file_and_refuses_251(self):
        self.assertEqual(self.faults("\n" * 250), [])
        self.assertEqual(self.faults("\n" * 251), [("file-size", 251)])

    def test_leaves_tests_alone(self):
        self.assertEqual(self.faults("int F() {\n" + body(99) + "}\n" + "\n" * 300, "tests/a.cc"), [])


class Words(unittest.TestCase):
    def rules(self, path, text=""):
        return [fault.rule for fault in check_words({path: text})]

    def test_refuses_what_does_not_belong(self):
        for path, text, rule in (
            ("a.cc", "// TO" "DO: later\n", "open-end"),
            ("a.md", "FIX" "ME\n", "open-end"),
            ("a/b.pb.cc", "", "made-file"),
            ("node_modules/a.js", "", "made-file"),
            ("a.pyc", "", "made-file"),
            ("a.cc", "// Generated by the protocol " "buffer compiler.\n", "made-file"),
            ("a.sh", "cd /ho" "me/someone\n", "machine-path"),
            ("a.md", "see ../sha" "red/design\n", "workplace"),
            ("package-lock.json", '"https://registry.npm' 'js.org/x"\n', "package-host"),
        ):
            with self.subTest(path=path, text=text):
                self.assertEqual(self.rules(path, text), [rule])

    def test_leaves_ordinary_words_alone(self):
        self.assertEqual(self.rules("a.md", "What to do: work/main, $HOME/x, https://x.test/home/y\n"), [])


class Commands(unittest.TestCase):
    LISTED = {LIST: "./bestand demo  # tests/demo\n", "tests/demo/a_test.cc": ""}

    def rules(self, document, listed=None):
        tree = dict(self.LISTED if listed is None else listed)
        return [fault.rule for fault in check_commands({**tree, "README.md": document})]

    def test_refuses_a_command_that_no_test_runs(self):
        self.assertEqual(self.rules("x\n```sh\n./bestand fly\n```\n"), ["untested-command"])
        self.assertEqual(self.rules("```sh\n./bestand demo\n./bestand fly\n```\n"), ["untested-command"])

    def test_allows_listed_commands_and_illustrations(self):
        self.assertEqual(self.rules("```sh\n# first\n./bestand demo   # a minute\n```\n"), [])
        self.assertEqual(self.rules("<!-- illustration -->\n```sh\n./bestand fly\n```\n"), [])

    def test_refuses_a_list_that_names_no_test(self):
        self.assertEqual(self.rules("", {LIST: "./bestand demo  # tests/gone\n"}), ["command-list"])
        self.assertEqual(self.rules("", {LIST: "./bestand demo\n"}), ["command-list"])


class Proofs(unittest.TestCase):
    TESTS = {"tests/a/b_test.cc": "TEST(Log, Grows) {}\nTEST_F(Mail, Goes) {}\n",
             "tests/c_test.py": "class C:\n    def test_it_works(self):\n", "tests/bench/run": 'PARTS = ["rpc"]\n'}

    def rules(self, row):
        head = "| Promise | Shown by |\n| --- | --- |\n"
        return [fault.rule for fault in check_proofs({**self.TESTS, DOCUMENT: head + row})]

    def test_finds_what_is_named(self):
        self.assertEqual(self.rules("| all | `Log.Grows`, `Mail.Goes`, `c_test.py: test_it_works` |\n"), [])
        self.assertEqual(self.rules("| all | `tests/a`, `./bestand bench rpc` |\n"), [])

    def test_refuses_tests_that_are_not_there(self):
        for name in ("Log.Shrinks", "c_test.py: test_it_flies", "tests/b", "./bestand bench tea"):
            with self.subTest(name=name):
                self.assertEqual(self.rules(f"| all | `{name}` |\n"), ["unknown-test"])

    def test_refuses_a_promise_without_a_test(self):
        self.assertEqual(self.rules("| all | by our word |\n"), ["unproven"])


if __name__ == "__main__":
    unittest.main()
