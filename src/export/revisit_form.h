#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/area_book.h"
#include "domain/text.h"

namespace rasoat::export_ {

/// The form of a re-visit sample, to be printed and filled in by hand (PDF) or on a computer and handed in
/// again (XLSX). It carries names, so it is made only for those who may see them. Class and scores are not on
/// it.
struct RevisitForm {
  std::uint64_t sample = 0;
  std::string round;
  std::string within;  ///< the area's name
  std::string release;
  std::uint64_t seed = 0;
  std::int64_t made = 0;  ///< seconds since 1970, for the document's properties
  struct Line {
    std::int64_t number = 0;
    std::string commune, former_commune, village, household_code, head_name;
    std::int64_t birth_year = -1;
  };
  std::vector<Line> lines;
};

std::string revisit_form_xlsx(const domain::Texts& texts, const RevisitForm& form);
std::string revisit_form_pdf(const domain::Texts& texts, const RevisitForm& form);

}  // namespace rasoat::export_
