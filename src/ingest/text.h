#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rasoat::ingest {

/// Without white space at the ends, including no-break spaces, zero-width characters and byte-order marks.
std::string_view trim(std::string_view text);

/// Trimmed, in Unicode NFC. The common case (already so) copies once.
std::string clean(std::string_view text);

/// Clean text; a code protected from a spreadsheet as `="00123"` or `'00123` is the code.
std::string unwrapped(std::string_view raw);

/// For comparing words: NFC, lower case, single spaces, and one tone placement (hòa = hoà): in each word the
/// tone mark goes to the end. "HỌ  và tên" and "họ và tên" give the same key; "ma" and "má" do not.
std::string word_key(std::string_view text);

/// The second key: `word_key` without any diacritics, đ as d. Only for where the first finds nothing.
std::string bare_key(std::string_view text);

/// How many line feeds a text has.
std::size_t line_ends(std::string_view text);

/// Checks that bytes handed in pieces are UTF-8 (no surrogates, no overlong forms) without NUL.
class Utf8Check {
 public:
  /// False from the first bad byte on.
  bool take(std::string_view piece);
  /// True when the text ended at a character's end.
  bool complete() const { return good_ && needed_ == 0; }
  std::uint64_t bad_offset() const { return offset_; }

 private:
  bool good_ = true;
  int needed_ = 0;            // continuation bytes still to come
  unsigned char low_ = 0x80;  // allowed range of the next one
  unsigned char high_ = 0xBF;
  std::uint64_t offset_ = 0;
};

/// Which legacy Vietnamese encoding a text was typed in that came through as Unicode: `HuyÖn Trµ Bång` is
/// TCVN3 and needs a .VnTime font to look right, `Huyeän Traø Boàng` is VNI. Empty for all other text.
std::string_view legacy_typing(std::string_view text);

/// Which legacy Vietnamese encoding bytes that are not UTF-8 look like, for the sentence that refuses them:
/// `TCVN3`, `VNI`, `Windows-1258`, `UTF-16` or empty.
std::string guess_encoding(std::string_view bytes);

}  // namespace rasoat::ingest
