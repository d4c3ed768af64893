#include "ingest/xml.h"

#include <expat.h>
#include <strings.h>

#include "ingest/bad_workbook.h"

namespace rasoat::ingest {
namespace {

constexpr int kDeepest = 64;

std::string_view local(const char* name) {
  const char* from = name;
  const char* at = name;
  for (; *at != '\0'; ++at) {
    if (*at == ':') from = at + 1;
  }
  return {from, static_cast<std::size_t>(at - from)};
}

}  // namespace

struct Xml::Guard {
  template <typename Body>
  static void run(void* self, Body body) {
    Xml& xml = *static_cast<Xml*>(self);
    if (xml.thrown_) return;
    try {
      body(xml);
    } catch (...) {
      xml.thrown_ = std::current_exception();
      XML_StopParser(xml.parser_, XML_FALSE);
    }
  }
  static void begin(void* self, const char* name, const char** attributes) {
    run(self, [&](Xml& xml) {
      if (++xml.depth_ > kDeepest) throw BadWorkbook("too-deep");
      xml.handler_.begin(local(name), Attributes(attributes));
    });
  }
  static void end(void* self, const char* name) {
    run(self, [&](Xml& xml) {
      xml.handler_.end(local(name));
      --xml.depth_;
    });
  }
  static void text(void* self, const char* text, int length) {
    run(self, [&](Xml& xml) { xml.handler_.text({text, static_cast<std::size_t>(length)}); });
  }
  static void raw(void* self, const char* text, int length) {
    run(self, [&](Xml& xml) { xml.handler_.raw({text, static_cast<std::size_t>(length)}); });
  }
  static void declared(void* self, const char*, const char* encoding, int) {
    Xml& xml = *static_cast<Xml*>(self);
    xml.utf8_ = encoding == nullptr || ::strcasecmp(encoding, "UTF-8") == 0;
  }
  static void doctype(void* self, const char*, const char*, const char*, int) {
    run(self, [](Xml&) { throw BadWorkbook("doctype"); });
  }
};

const char* Attributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return nullptr;
}

Xml::Xml(XmlHandler& handler, Raw raw) : parser_(XML_ParserCreate(nullptr)), handler_(handler) {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Guard::begin, &Guard::end);
  XML_SetCharacterDataHandler(parser_, &Guard::text);
  XML_SetXmlDeclHandler(parser_, &Guard::declared);
  XML_SetStartDoctypeDeclHandler(parser_, &Guard::doctype);
  if (raw == Raw::yes) XML_SetDefaultHandler(parser_, &Guard::raw);
}

Xml::~Xml() { XML_ParserFree(parser_); }

void Xml::check(int status) {
  if (thrown_) std::rethrow_exception(thrown_);
  if (status != XML_STATUS_ERROR) return;
  throw BadWorkbook("malformed", XML_ErrorString(XML_GetErrorCode(parser_)));
}

void Xml::feed(std::string_view piece) {
  check(XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), XML_FALSE));
}

void Xml::finish() { check(XML_Parse(parser_, "", 0, XML_TRUE)); }

void Xml::pass_on() { XML_DefaultCurrent(parser_); }

bool Xml::one_tag() const { return XML_GetCurrentByteCount(parser_) == 0; }

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
      case '\n':
      case '\r':
        out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        break;
      default:
        // Other control characters have no place in XML at all.
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

}  // namespace rasoat::ingest
