// Walks all methods of the protos, as protoc reads them, by the rules of the house.

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "bestand/common/v1/privacy.pb.h"

namespace bestand::protos {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorSet;
using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;
using testing::ElementsAre;
using testing::IsEmpty;

// Every .proto below a folder, as protoc understands it.
class Protos {
 public:
  explicit Protos(const std::filesystem::path& root) {
    const FileDescriptorSet read = ReadByProtoc(root);
    for (const auto& file : read.file()) {
      const FileDescriptor* built = pool_.BuildFile(file);
      whole_ = whole_ && built != nullptr;
      if (built != nullptr) files_.push_back(built);
    }
  }

  // False when protoc or we could not read one of the files.
  bool IsWhole() const { return whole_ && !files_.empty(); }

  std::vector<const MethodDescriptor*> Methods() const {
    std::vector<const MethodDescriptor*> methods;
    for (const FileDescriptor* file : files_) {
      for (int s = 0; s < file->service_count(); ++s) {
        for (int m = 0; m < file->service(s)->method_count(); ++m) {
          methods.push_back(file->service(s)->method(m));
        }
      }
    }
    return methods;
  }

 private:
  // Files after those they import; empty when protoc finds a fault, which it prints.
  static FileDescriptorSet ReadByProtoc(const std::filesystem::path& root) {
    const std::string output = testing::TempDir() + "methods_test.binpb";
    const std::string command =
        "cd '" + root.string() +
        "' && find bestand -name '*.proto' -print0 | xargs -0 protoc --include_imports"
        " -I . -I " GOOGLEAPIS_DIR " -o '" +
        output + "'";
    FileDescriptorSet files;
    if (std::system(command.c_str()) != 0) return files;
    std::ifstream image(output, std::ios::binary);
    files.ParseFromIstream(&image);
    return files;
  }

  google::protobuf::DescriptorPool pool_;
  std::vector<const FileDescriptor*> files_;
  bool whole_ = true;
};

// The options as the compiled program sees them, extensions included.
MethodOptions OptionsOf(const MethodDescriptor& method) {
  MethodOptions options;
  options.ParseFromString(method.options().SerializeAsString());
  return options;
}

bool IsNamedAsRead(const std::string& name) {
  static const std::regex kRead("(Get|List|Check|BatchGet|BatchCheck|Query|Watch|Stream|Export)[A-Z].*");
  return std::regex_match(name, kRead);
}

bool HasRequestId(const Descriptor& message) {
  const FieldDescriptor* field = message.FindFieldByName("request_id");
  return field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
}

// A client stream may carry it in the message that opens the stream: a part of a oneof.
bool HasRequestId(const MethodDescriptor& method) {
  const Descriptor& request = *method.input_type();
  if (HasRequestId(request)) return true;
  for (int i = 0; method.client_streaming() && i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.containing_oneof() && field.message_type() && HasRequestId(*field.message_type())) return true;
  }
  return false;
}

// "bestand.consent.v1" -> "consent."
std::string ScopePrefix(const MethodDescriptor& method) {
  const std::string package = method.file()->package();
  const size_t start = package.find('.') + 1;
  return package.substr(start, package.find('.', start) - start) + ".";
}

// What is wrong with a method, one sentence each; empty when nothing is.
std::vector<std::string> FaultsOf(const MethodDescriptor& method) {
  const MethodOptions options = OptionsOf(method);
  const std::string scope = options.GetExtension(common::v1::required_scope);
  const bool reads = options.idempotency_level() == MethodOptions::NO_SIDE_EFFECTS;
  std::vector<std::string> faults;
  if (scope.empty()) faults.push_back("has no required_scope, so that nobody may call it");
  if (!scope.empty() && !scope.starts_with(ScopePrefix(method))) {
    faults.push_back("has the scope " + scope + " of another service");
  }
  if (IsNamedAsRead(method.name()) && !reads) faults.push_back("is a read without NO_SIDE_EFFECTS");
  if (!reads && !HasRequestId(method)) faults.push_back("changes something without request_id");
  if (reads && HasRequestId(method)) faults.push_back("is a read with request_id");
  return faults;
}

std::filesystem::path Root() { return std::getenv("BESTAND_ROOT"); }

TEST(Methods, KeepTheRulesOfTheHouse) {
  const Protos protos(Root() / "protos");
  ASSERT_TRUE(protos.IsWhole());
  const auto methods = protos.Methods();
  EXPECT_GE(methods.size(), 50u) << "the walk misses services";
  for (const MethodDescriptor* method : methods) {
    EXPECT_THAT(FaultsOf(*method), IsEmpty()) << method->full_name();
  }
}

TEST(Methods, AreFoundWrongOneByOne) {
  const Protos protos(Root() / "tests/protos/bad");
  ASSERT_TRUE(protos.IsWhole());
  std::map<std::string, std::vector<std::string>> faults;
  for (const MethodDescriptor* method : protos.Methods()) faults[method->name()] = FaultsOf(*method);

  EXPECT_THAT(faults["GetNothing"], ElementsAre("has no required_scope, so that nobody may call it"));
  EXPECT_THAT(faults["GetOther"], ElementsAre("has the scope scoring.read of another service"));
  EXPECT_THAT(faults["ListThings"],
              ElementsAre("is a read without NO_SIDE_EFFECTS", "changes something without request_id"));
  EXPECT_THAT(faults["CreateThing"], ElementsAre("changes something without request_id"));
  EXPECT_THAT(faults["GetThing"], ElementsAre("is a read with request_id"));
  EXPECT_THAT(faults["DeleteThing"], IsEmpty());
}

}  // namespace
}  // namespace bestand::protos
