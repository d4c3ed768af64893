#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/area.h"

namespace rasoat::domain {

/// Longitude and latitude in degrees (WGS84).
struct MapPoint {
  double east = 0;
  double north = 0;
};

/// The outline of one unit: closed rings, outer ones and holes alike (to be filled by the even-odd rule).
struct MapShape {
  std::string code;
  std::vector<std::vector<MapPoint>> rings;
};

/// Outlines of the units of one level that hold between two dates (`etc/geo/`).
struct MapLayer {
  Level level = Level::district;
  Date valid_from;
  std::optional<Date> valid_to;
  std::string source;
  std::vector<MapShape> shapes;

  bool valid_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
};

}  // namespace rasoat::domain
