#include "ingest/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace rasoat::ingest {
namespace {

const icu::Normalizer2& nfc() {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(error);
  if (normalizer == nullptr) throw std::runtime_error("ICU has no NFC data");
  return *normalizer;
}

const icu::Normalizer2& nfd() {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(error);
  if (normalizer == nullptr) throw std::runtime_error("ICU has no NFD data");
  return *normalizer;
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr std::array<std::string_view, 4> kInvisible{"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF",
                                                     "\xE2\x80\xAF"};

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Bytes of white space or of an invisible mark at the beginning.
std::size_t unseen_before(std::string_view text) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(text.front()) < 0x80) return blank(text.front()) ? 1 : 0;
  for (const std::string_view mark : kInvisible) {
    if (text.substr(0, mark.size()) == mark) return mark.size();
  }
  return 0;
}

/// The same at the end.
std::size_t unseen_after(std::string_view text) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(text.back()) < 0x80) return blank(text.back()) ? 1 : 0;
  for (const std::string_view mark : kInvisible) {
    if (text.back() == mark.back() && text.size() >= mark.size() &&
        text.substr(text.size() - mark.size()) == mark) {
      return mark.size();
    }
  }
  return 0;
}

/// Bytes at the beginning that are ASCII and not NUL, eight at a time.
std::size_t plain_run(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080ULL;
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (((eight | (eight - kOnes)) & kHigh) != 0) break;
  }
  return at;
}

bool is_tone(UChar32 c) { return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323; }

icu::UnicodeString decomposed(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString folded = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  folded.foldCase();
  return nfd().normalize(folded, error);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

std::string_view trim(std::string_view text) {
  for (std::size_t gone = 1; gone > 0; text.remove_prefix(gone)) gone = unseen_before(text);
  for (std::size_t gone = 1; gone > 0; text.remove_suffix(gone)) gone = unseen_after(text);
  return text;
}

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) ++count;
  return count;
}

std::string clean(std::string_view text) {
  text = trim(text);
  if (ascii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (nfc().isNormalizedUTF8(piece, error) && U_SUCCESS(error)) return std::string(text);
  error = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfc().normalizeUTF8(0, piece, sink, nullptr, error);
  return U_SUCCESS(error) ? out : std::string(text);
}

std::string unwrapped(std::string_view raw) {
  if (raw.size() >= 3 && raw.substr(0, 2) == "=\"" && raw.back() == '"') raw = raw.substr(2, raw.size() - 3);
  if (raw.size() > 1 && raw.front() == '\'' && std::string_view("=+-@0123456789").find(raw[1]) != raw.npos) {
    raw.remove_prefix(1);
  }
  return clean(raw);
}

std::string word_key(std::string_view text) {
  icu::UnicodeString out;
  icu::UnicodeString tones;
  bool space = false;
  const icu::UnicodeString in = decomposed(trim(text));
  for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
    const UChar32 c = in.char32At(i);
    if (is_tone(c)) {
      tones.append(c);
    } else if (u_isUWhiteSpace(c) || c == 0xA0) {
      space = !out.isEmpty();
    } else {
      if (!u_isalnum(c) && u_charType(c) != U_NON_SPACING_MARK) {
        out.append(tones);
        tones.remove();
      }
      if (space) {
        out.append(tones).append(static_cast<UChar32>(' '));
        tones.remove();
        space = false;
      }
      out.append(c);
    }
  }
  return utf8(out.append(tones));
}

std::string bare_key(std::string_view text) {
  icu::UnicodeString out;
  const icu::UnicodeString in = decomposed(trim(text));
  bool space = false;
  for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
    const UChar32 c = in.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isUWhiteSpace(c)) {
      space = !out.isEmpty();
      continue;
    }
    if (space) out.append(static_cast<UChar32>(' '));
    space = false;
    out.append(c == 0x111 ? static_cast<UChar32>('d') : c);  // đ has no decomposition
  }
  return utf8(out);
}

bool Utf8Check::take(std::string_view piece) {
  if (!good_) return false;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (needed_ == 0) i += plain_run(piece.substr(i));
    if (i == piece.size()) break;
    const auto c = static_cast<unsigned char>(piece[i]);
    bool fits = true;
    if (needed_ > 0) {
      fits = c >= low_ && c <= high_;
      low_ = 0x80;
      high_ = 0xBF;
      --needed_;
    } else if (c < 0x80) {
      fits = c != 0;
    } else if (c >= 0xC2 && c <= 0xDF) {
      needed_ = 1;
    } else if (c >= 0xE0 && c <= 0xEF) {
      needed_ = 2;
      if (c == 0xE0) low_ = 0xA0;
      if (c == 0xED) high_ = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
      needed_ = 3;
      if (c == 0xF0) low_ = 0x90;
      if (c == 0xF4) high_ = 0x8F;
    } else {
      fits = false;
    }
    if (!fits) {
      good_ = false;
      offset_ += i;
      return false;
    }
  }
  offset_ += piece.size();
  return true;
}

std::string_view legacy_typing(std::string_view text) {
  if (ascii(text)) return {};
  // Letters that neither encoding has and every Vietnamese sentence in Unicode has: those from U+0100 on.
  // What is left are letters of Latin-1, which stand for Vietnamese ones under the old fonts.
  static constexpr std::string_view kTcvn =
      "\xB5\xB6\xB7\xB8\xB9\xA8\xBB\xBC\xBD\xBE\xC6\xA9\xC7\xCB\xAE\xCE\xCF\xD1\xAA"
      "\xD6\xD7\xD8\xDC\xDE\xDF\xAB\xE6\xE7\xEB\xAC\xEE\xF7\xFC\xFE\xAD";
  static constexpr std::string_view kVniTones = "\xF8\xFB\xEF\xE5\xE4\xFC\xEB\xD8\xDB\xCF\xC5\xC4";
  std::size_t tcvn = 0;
  std::size_t vni = 0;
  char before = ' ';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      before = text[i];
      continue;
    }
    if (c > 0xC3 || i + 1 >= text.size()) return {};
    const char latin = static_cast<char>((c == 0xC3 ? 0x40 : 0) + static_cast<unsigned char>(text[++i]));
    const bool after_vowel = std::string_view("aeiouyAEIOUY").find(before) != std::string_view::npos;
    const bool next_letter = i + 1 < text.size() && u_isalpha(static_cast<unsigned char>(text[i + 1]) < 0x80
                                                                  ? static_cast<UChar32>(text[i + 1])
                                                                  : static_cast<UChar32>('a'));
    const bool in_word = next_letter || u_isalpha(static_cast<unsigned char>(before));
    const auto letter = static_cast<unsigned char>(latin);
    const bool capital_inside = before >= 'a' && before <= 'z' && letter >= 0xC0 && letter <= 0xDE;
    if (after_vowel && kVniTones.find(latin) != std::string_view::npos) {
      ++vni;
    } else if (in_word && (kTcvn.find(latin) != std::string_view::npos || capital_inside)) {
      ++tcvn;
    }
    before = 'x';
  }
  if (tcvn == 0 && vni == 0) return {};
  return vni > tcvn ? "VNI" : "TCVN3";
}

std::string guess_encoding(std::string_view bytes) {
  if (bytes.size() >= 2 &&
      ((bytes[0] == '\xFF' && bytes[1] == '\xFE') || (bytes[0] == '\xFE' && bytes[1] == '\xFF'))) {
    return "UTF-16";
  }
  // Frequent letters of each: TCVN3 ® (đ) µ ¸ (à á); VNI writes the tone as a second byte ø ù û õ ï after a
  // vowel; Windows-1258 has combining tones Ì Ì Ò Þ ì after a base letter and ð for đ.
  std::array<std::size_t, 256> seen{};
  std::size_t vni = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    ++seen[c];
    const bool after_vowel =
        i > 0 && std::string_view("aeouAEOU").find(bytes[i - 1]) != std::string_view::npos;
    if (after_vowel && (c == 0xF8 || c == 0xF9 || c == 0xFB || c == 0xF5 || c == 0xEF || c == 0xE2)) ++vni;
  }
  const std::size_t tcvn = seen[0xAE] + seen[0xB5] + seen[0xB8] + seen[0xA9] + seen[0xB7];
  const std::size_t windows = seen[0xCC] + seen[0xEC] + seen[0xD2] + seen[0xF0] + seen[0xFE];
  if (tcvn == 0 && vni == 0 && windows == 0) return "";
  if (vni >= tcvn && vni >= windows) return "VNI";
  return tcvn >= windows ? "TCVN3" : "Windows-1258";
}

}  // namespace rasoat::ingest
