#pragma once

namespace bestand::ctl {

// Makes the linker keep every proto of the suite, so that methods are found by name.
void LinkProtos();

}  // namespace bestand::ctl
