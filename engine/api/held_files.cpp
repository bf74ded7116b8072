// Names are paths; nothing else is asked of them.
#include "engine/api/held_files.h"

namespace deltarule {

Result<DataFiles::Bytes> HeldFiles::read(const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return Error{path, "was not given to this page; drop the file on it"};
  return found->second;
}

Result<std::vector<DataFiles::Picture>> HeldFiles::pictures(const std::string& folder) const {
  std::vector<Picture> all;
  const std::string inside = folder + '/';
  for (const auto& [name, bytes] : files_) {
    if (!name.starts_with(inside)) continue;
    const std::size_t slash = name.find('/', inside.size());
    if (slash == std::string::npos) continue;
    all.push_back({name.substr(inside.size(), slash - inside.size()), name.substr(slash + 1), bytes});
  }
  if (all.empty()) return Error{folder, "was not given to this page; drop the folder on it"};
  return all;
}

Result<DataFiles::Bytes> HeldFiles::digits(std::string_view name) const {
  const auto found = files_.find(std::string(name));
  if (found == files_.end()) return Error{"data.name", "the digits have not arrived yet"};
  return found->second;
}

}  // namespace deltarule
