#pragma once

#include "tools/bestandctl/cli/app.h"

namespace bestand::ctl {

// Adds `completion bash|zsh|fish`, which writes a script that completes nouns, verbs and flags.
void AddCompletion(App& app);

}  // namespace bestand::ctl
