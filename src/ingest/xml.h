#pragma once

#include <exception>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace rasoat::ingest {

/// Attributes of one element. Names are given without their prefix.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  /// Null when there is none.
  const char* find(std::string_view name) const;
  std::string text(std::string_view name) const {
    const char* value = find(name);
    return value == nullptr ? std::string() : std::string(value);
  }
  const char** pairs() const { return pairs_; }

 private:
  const char** pairs_;
};

/// What happens while XML streams by. Element names come without their prefix.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
  /// Everything a handler passes on with Xml::pass_on, and what no handler takes, as it stands in the file.
  virtual void raw(std::string_view) {}
};

/// Reads XML handed in pieces. A document type, an entity of its own making and nesting beyond 64 are
/// refused; what handlers throw comes out of `feed`. One thread.
class Xml {
 public:
  enum class Raw { no, yes };  ///< whether the handler's `raw` is wanted
  explicit Xml(XmlHandler& handler, Raw raw = Raw::no);
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  void feed(std::string_view piece);
  void finish();
  /// Inside a handler: gives the markup of this event to `raw`.
  void pass_on();
  /// Inside `end`: the element was written as one empty tag, so that nothing of it follows.
  bool one_tag() const;
  int depth() const { return depth_; }
  /// False once another encoding was declared.
  bool utf8() const { return utf8_; }

  struct Guard;  // carries handlers' exceptions over expat's C frames

 private:
  friend struct Guard;
  void check(int status);

  XML_ParserStruct* parser_;
  XmlHandler& handler_;
  int depth_ = 0;
  bool utf8_ = true;
  std::exception_ptr thrown_;
};

/// `text` as it may stand in an attribute or between tags.
std::string xml_escaped(std::string_view text);

}  // namespace rasoat::ingest
