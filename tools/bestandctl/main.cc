#include <iostream>

#include "tools/bestandctl/cli/app.h"
#include "tools/bestandctl/output/failure.h"

int main(int argc, char** argv) {
  const auto app = bestand::ctl::MakeApp();
  CLI11_PARSE(app->cli, argc, argv);
  const absl::Status status = app->chosen();
  if (status.ok()) return 0;
  bestand::ctl::WriteFailure(status, std::cerr);
  return 1;
}
