#pragma once

#include <string>

#include "export/report.h"

namespace rasoat::export_ {

/// Writers: a report in, bytes out. Pure; the same report gives the same bytes on every machine (for PDF:
/// with the same fonts). None of them knows where the figures come from.

std::string write_xlsx(const Report& report, const domain::Texts& texts);
/// The table's usual layout as a workbook with named cells, for the office to make its own (`Form`).
std::string write_blank_form(const Report& report, const domain::Texts& texts);
std::string write_pdf(const Report& report, const domain::Texts& texts);
std::string write_docx(const Report& report, const domain::Texts& texts);
/// The first table, for machines: names as headers, plain numbers, `\n` between records.
std::string write_csv(const Report& report);
/// CSVW metadata of that CSV (`<name>.csv-metadata.json`).
std::string write_csvw(const Report& report, const std::string& file_name);
std::string write_json(const Report& report);
/// SDMX-CSV 2.0 (methods.md section 7), one observation a line.
std::string write_sdmx_csv(const Report& report);
/// DHIS2 data value set (methods.md section 7): values as text, yearly period, GSO codes as orgUnit.
std::string write_dhis2(const Report& report);

/// The first table of a report: what machine formats carry. A report without one is a bug and throws.
const Table& main_table(const Report& report);

}  // namespace rasoat::export_
