#include "domain/rules.h"

#include <stdexcept>

namespace rasoat::domain {

const Column* KindColumns::find(std::string_view name) const {
  for (const Column& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

const Standard* Rules::standard(const StandardCode& code) const {
  for (const Standard& standard : standards) {
    if (standard.code == code) return &standard;
  }
  return nullptr;
}

const Indicator* Rules::indicator(std::string_view code) const {
  for (const Indicator& indicator : indicators) {
    if (indicator.code.text() == code) return &indicator;
  }
  return nullptr;
}

const KindColumns& Rules::columns(Kind kind) const {
  for (const KindColumns& columns : kinds) {
    if (columns.kind == kind) return columns;
  }
  throw std::logic_error("no columns for kind " + std::string(name(kind)));
}

const ReportDefinition* Rules::report(std::string_view name) const {
  for (const ReportDefinition& report : reports) {
    if (report.name == name) return &report;
  }
  return nullptr;
}

}  // namespace rasoat::domain
