#pragma once

#include <filesystem>
#include <vector>

#include "config/load_areas.h"
#include "domain/map_layer.h"
#include "domain/report_definition.h"

namespace rasoat::config {

/// The definitions in `etc/reports/`, by name. Refuses unknown measures, layouts, formats and keys.
std::vector<domain::ReportDefinition> load_reports(const std::filesystem::path& folder, const NoteFile& note,
                                                   Problems& problems);

/// The outlines named by `etc/geo/layers.json`. GeoJSON polygons only; other geometry is a problem.
std::vector<domain::MapLayer> load_maps(const std::filesystem::path& folder, const NoteFile& note,
                                        Problems& problems);

}  // namespace rasoat::config
