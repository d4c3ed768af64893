#pragma once

#include <filesystem>
#include <string_view>

namespace rasoat::flow {

/// Puts bytes under a name so that nobody ever sees half of them: written aside in the same folder, flushed
/// to the disk, renamed over the name, the folder flushed. A full disk or a missing folder throws
/// std::system_error, and the name is as it was before.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace rasoat::flow
