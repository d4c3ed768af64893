#include "export/xlsx_book.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace rasoat::export_ {
namespace {

/// The first `most` characters of UTF-8 text.
std::string first_characters(const std::string& text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && ++count > most) break;
  }
  return text.substr(0, at);
}

}  // namespace

XlsxBook::XlsxBook(const std::string& title, std::int64_t created, Memory memory) {
  lxw_workbook_options options{};
  options.constant_memory = memory == Memory::constant ? LXW_TRUE : LXW_FALSE;
  options.use_zip64 = memory == Memory::constant ? LXW_TRUE : LXW_FALSE;
  book_ = workbook_new_opt(file_.path().c_str(), &options);
  if (book_ == nullptr) {
    throw std::runtime_error("libxlsxwriter cannot start a workbook");
  }
  std::string title_copy = title;
  std::string author = "rasoat";
  lxw_doc_properties properties{};
  properties.title = title_copy.data();
  properties.author = author.data();
  properties.created = static_cast<time_t>(created);
  workbook_set_properties(book_, &properties);
}

XlsxBook::~XlsxBook() {
  if (book_ != nullptr) workbook_close(book_);
}

lxw_worksheet* XlsxBook::sheet(const std::string& name) {
  std::string lawful;
  for (const char c : name) {
    if (std::string_view("[]:*?/\\").find(c) == std::string_view::npos) lawful += c;
  }
  lawful = first_characters(lawful.empty() ? "Sheet" : lawful, 28);
  std::string unique = lawful;
  for (int n = 2; std::find(names_.begin(), names_.end(), unique) != names_.end(); ++n) {
    unique = lawful + " " + std::to_string(n);
  }
  names_.push_back(unique);
  lxw_worksheet* made = workbook_add_worksheet(book_, unique.c_str());
  if (made == nullptr) throw std::runtime_error("libxlsxwriter refuses the sheet " + unique);
  return made;
}

std::string XlsxBook::bytes() {
  const lxw_error error = workbook_close(std::exchange(book_, nullptr));
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("XLSX: ") + lxw_strerror(error));
  return file_.read();
}

}  // namespace rasoat::export_
