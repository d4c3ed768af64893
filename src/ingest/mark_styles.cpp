#include "ingest/mark_styles.h"

#include <algorithm>

namespace rasoat::ingest {
namespace {

// Grounds that no palette of an office program has, so that our own are found again.
constexpr std::string_view kErrorGround = "FFFFB3B4";
constexpr std::string_view kWarningGround = "FFFFF0B5";

constexpr const char* kNoStyles =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts><font/></fonts>"
    "<fills><fill/><fill><patternFill patternType=\"gray125\"/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
    "xfId=\"0\"/></cellXfs></styleSheet>";

}  // namespace

std::string MarkStyles::Style::attribute(std::string_view name) const {
  for (const auto& [each, value] : attributes) {
    if (each == name) return value;
  }
  return {};
}

/// Learns fills and cell styles.
class MarkStyles::Reader final : public XmlHandler {
 public:
  explicit Reader(MarkStyles& into) : into_(into) {}
  Xml* xml = nullptr;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "cellXfs") inside_ = true;
    if (name == "fills") in_fills_ = true;
    if (name == "fill" && in_fills_) ++into_.fills_;
    if (name == "fgColor" && in_fills_) ground(attributes.text("rgb"));
    if (name == "xf" && inside_) {
      Style& style = into_.styles_.emplace_back();
      for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2)
        style.attributes.emplace_back(pair[0], pair[1]);
      capturing_ = true;
    } else if (capturing_) {
      xml->pass_on();
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
    if (name == "fills") in_fills_ = false;
    if (name == "xf" && inside_) {
      capturing_ = false;
    } else if (capturing_) {
      xml->pass_on();
    }
  }
  void raw(std::string_view piece) override {
    if (capturing_) into_.styles_.back().inside += piece;
  }

 private:
  void ground(const std::string& rgb) {
    const int fill = static_cast<int>(into_.fills_) - 1;
    if (rgb == kErrorGround && into_.error_fill_ < 0) into_.error_fill_ = fill;
    if (rgb == kWarningGround && into_.warning_fill_ < 0) into_.warning_fill_ = fill;
  }

  MarkStyles& into_;
  bool inside_ = false;
  bool in_fills_ = false;
  bool capturing_ = false;
};

/// Copies the part with the new fills and styles at the ends of their lists.
class MarkStyles::Rewriter final : public XmlHandler {
 public:
  explicit Rewriter(const MarkStyles& from) : from_(from) {}
  Xml* xml = nullptr;
  std::string out;

  void begin(std::string_view name, const Attributes&) override {
    // The counts these two carry would be wrong; they may be left out.
    if (name == "fills" || name == "cellXfs") {
      out += "<" + from_.prefix_ + std::string(name) + ">";
    } else {
      xml->pass_on();
    }
  }
  void end(std::string_view name) override {
    if (name == "fills") {
      if (from_.new_error_fill_) fill(kErrorGround);
      if (from_.new_warning_fill_) fill(kWarningGround);
    } else if (name == "cellXfs") {
      for (std::size_t i = from_.own_; i < from_.styles_.size(); ++i) style(from_.styles_[i]);
    }
    if ((name == "fills" || name == "cellXfs") && xml->one_tag()) {
      out += "</" + from_.prefix_ + std::string(name) + ">";
    } else {
      xml->pass_on();
    }
  }
  void raw(std::string_view piece) override { out += piece; }

 private:
  void fill(std::string_view ground) {
    const std::string& p = from_.prefix_;
    out += "<" + p + "fill><" + p + "patternFill patternType=\"solid\"><" + p + "fgColor rgb=\"" +
           std::string(ground) + "\"/><" + p + "bgColor indexed=\"64\"/></" + p + "patternFill></" + p +
           "fill>";
  }
  void style(const Style& style) {
    out += "<" + from_.prefix_ + "xf";
    for (const auto& [name, value] : style.attributes) out += " " + name + "=\"" + xml_escaped(value) + "\"";
    out += ">" + style.inside + "</" + from_.prefix_ + "xf>";
  }

  const MarkStyles& from_;
};

MarkStyles::MarkStyles(Workbook& book) {
  const ZipEntry* part = book.styles_part().empty() ? nullptr : book.zip().find(book.styles_part());
  text_ = part == nullptr ? kNoStyles : book.zip().text(*part);
  Reader reader(*this);
  Xml xml(reader, Xml::Raw::yes);
  reader.xml = &xml;
  xml.feed(text_);
  xml.finish();
  prefix_ = root_prefix(text_);
  if (styles_.empty()) styles_.emplace_back();
  own_ = styles_.size();
}

int MarkStyles::fill_of(Paint paint) const {
  return paint == Paint::error ? error_fill_ : paint == Paint::warning ? warning_fill_ : 0;
}

bool MarkStyles::painted(std::size_t style) const {
  if (style >= own_) return false;
  const std::string fill = styles_[style].attribute("fillId");
  return !fill.empty() && (fill == std::to_string(error_fill_) || fill == std::to_string(warning_fill_));
}

bool MarkStyles::same_but_ground(const Style& one, const Style& other) const {
  const auto rest = [](const Style& style) {
    std::map<std::string, std::string> attributes(style.attributes.begin(), style.attributes.end());
    attributes.erase("fillId");
    attributes.erase("applyFill");
    return attributes;
  };
  return one.inside == other.inside && rest(one) == rest(other);
}

std::size_t MarkStyles::twin(std::size_t style, Paint paint) {
  if (style >= own_) style = 0;
  if (paint == Paint::none && !painted(style)) return style;
  if (const auto known = twins_.find({style, paint}); known != twins_.end()) return known->second;
  // Both grounds are made together, in the order they are written.
  if (paint != Paint::none && error_fill_ < 0) {
    new_error_fill_ = true;
    error_fill_ = static_cast<int>(fills_++);
  }
  if (paint != Paint::none && warning_fill_ < 0) {
    new_warning_fill_ = true;
    warning_fill_ = static_cast<int>(fills_++);
  }
  const std::string fill = std::to_string(fill_of(paint));
  for (std::size_t i = 0; i < own_; ++i) {
    // What was painted before had an unpainted twin; what is to be painted may have been so before.
    const bool ground = paint == Paint::none ? !painted(i) : styles_[i].attribute("fillId") == fill;
    if (ground && same_but_ground(styles_[i], styles_[style])) return twins_[{style, paint}] = i;
  }
  Style made = styles_[style];
  std::erase_if(made.attributes,
                [](const auto& pair) { return pair.first == "fillId" || pair.first == "applyFill"; });
  made.attributes.emplace_back("fillId", fill);
  made.attributes.emplace_back("applyFill", paint == Paint::none ? "0" : "1");
  styles_.push_back(std::move(made));
  return twins_[{style, paint}] = styles_.size() - 1;
}

std::string MarkStyles::part() const {
  Rewriter rewriter(*this);
  Xml xml(rewriter, Xml::Raw::yes);
  rewriter.xml = &xml;
  xml.feed(text_);
  xml.finish();
  return std::move(rewriter.out);
}

}  // namespace rasoat::ingest
