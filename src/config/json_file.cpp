#include "config/json_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>
#include <fmt/format.h>
#include <openssl/evp.h>

namespace rasoat::config {

void Problems::add(std::string_view place, std::string_view what) {
  // Said to the administrator who edits etc/, in the language the keys are written in.
  all_.push_back({"rules", {std::string(what), std::string(what)}, std::string(place)});
}

std::optional<std::string> read_file(const std::filesystem::path& path, Problems& problems) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    problems.add(path.string(), "cannot be opened");
    return std::nullopt;
  }
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder, Problems& problems) {
  std::vector<std::filesystem::path> all;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") all.push_back(entry.path());
  }
  if (error) problems.add(folder.string(), error.message());
  std::sort(all.begin(), all.end());
  return all;
}

std::string sha256(const std::string& bytes) {
  std::array<unsigned char, 32> hash{};
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 does not work");
  return fmt::format("{:02x}", fmt::join(hash, ""));
}

JsonObject::JsonObject(Poco::JSON::Object::Ptr object, std::string place, Problems& problems)
    : object_(std::move(object)), place_(std::move(place)), problems_(&problems) {}

JsonObject JsonObject::parse(const std::string& bytes, std::string place, Problems& problems) {
  try {
    Poco::JSON::Parser parser;
    auto object = parser.parse(bytes).extract<Poco::JSON::Object::Ptr>();
    return {std::move(object), std::move(place), problems};
  } catch (const Poco::Exception& error) {
    problems.add(place, "is not a JSON object: " + error.displayText());
    return {new Poco::JSON::Object, std::move(place), problems};
  }
}

bool JsonObject::has(std::string_view key) const { return object_->has(std::string(key)); }

const Poco::Dynamic::Var* JsonObject::find(std::string_view key, bool required) {
  asked_.emplace_back(key);
  held_ = object_->get(std::string(key));
  if (!held_.isEmpty()) return &held_;
  if (required) problems_->add(place_, "lacks \"" + std::string(key) + "\"");
  return nullptr;
}

std::string JsonObject::text(std::string_view key) {
  const auto* value = find(key, true);
  if (value == nullptr) return {};
  if (!value->isString()) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be a text");
    return {};
  }
  return value->extract<std::string>();
}

std::string JsonObject::text_or(std::string_view key, std::string_view otherwise) {
  if (!has(key)) {
    asked_.emplace_back(key);
    return std::string(otherwise);
  }
  return text(key);
}

std::int64_t JsonObject::integer(std::string_view key) {
  const auto* value = find(key, true);
  if (value == nullptr) return 0;
  if (!value->isInteger() || value->isBoolean()) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be a whole number");
    return 0;
  }
  try {
    return value->convert<std::int64_t>();
  } catch (const Poco::Exception&) {
    problems_->add(place_, "\"" + std::string(key) + "\" is larger than any number that can be meant");
    return 0;
  }
}

std::optional<std::int64_t> JsonObject::integer_if(std::string_view key) {
  const auto* value = find(key, false);
  if (value == nullptr) return std::nullopt;
  return integer(key);
}

std::vector<std::int64_t> JsonObject::integers_if(std::string_view key) {
  std::vector<std::int64_t> all;
  const auto* value = find(key, false);
  if (value == nullptr) return all;
  const bool list = value->type() == typeid(Poco::JSON::Array::Ptr);
  if (list) {
    for (const auto& element : *value->extract<Poco::JSON::Array::Ptr>()) {
      if (element.isInteger() && !element.isBoolean()) all.push_back(element.convert<std::int64_t>());
    }
  }
  if (!list || all.size() != value->extract<Poco::JSON::Array::Ptr>()->size())
    problems_->add(place_, "\"" + std::string(key) + "\" must be a list of whole numbers");
  return all;
}

double JsonObject::decimal(std::string_view key) {
  const auto* value = find(key, true);
  if (value == nullptr) return 0;
  if (!value->isNumeric() || value->isBoolean()) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be a number");
    return 0;
  }
  return value->convert<double>();
}

std::optional<bool> JsonObject::flag_if(std::string_view key) {
  if (!has(key)) {
    asked_.emplace_back(key);
    return std::nullopt;
  }
  return flag(key);
}

bool JsonObject::flag(std::string_view key) {
  const auto* value = find(key, false);
  if (value == nullptr) return false;
  if (!value->isBoolean()) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be true or false");
    return false;
  }
  return value->convert<bool>();
}

domain::Text JsonObject::words(std::string_view key) {
  JsonObject both = object(key);
  domain::Text text{both.text("vi"), both.text("en")};
  both.finish();
  return text;
}

std::vector<std::string> JsonObject::texts(std::string_view key) {
  std::vector<std::string> all;
  const auto* value = find(key, true);
  if (value == nullptr) return all;
  if (value->type() != typeid(Poco::JSON::Array::Ptr)) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be a list");
    return all;
  }
  for (const auto& element : *value->extract<Poco::JSON::Array::Ptr>()) {
    if (element.isString()) {
      all.push_back(element.extract<std::string>());
    } else {
      problems_->add(place_, "\"" + std::string(key) + "\" must hold texts");
    }
  }
  return all;
}

std::vector<JsonObject> JsonObject::objects(std::string_view key) {
  std::vector<JsonObject> all;
  const auto* value = find(key, true);
  if (value == nullptr) return all;
  if (value->type() != typeid(Poco::JSON::Array::Ptr)) {
    problems_->add(place_, "\"" + std::string(key) + "\" must be a list");
    return all;
  }
  std::size_t index = 0;
  for (const auto& element : *value->extract<Poco::JSON::Array::Ptr>()) {
    const std::string place = place_ + ": " + std::string(key) + "[" + std::to_string(index++) + "]";
    if (element.type() == typeid(Poco::JSON::Object::Ptr)) {
      all.emplace_back(element.extract<Poco::JSON::Object::Ptr>(), place, *problems_);
    } else {
      problems_->add(place, "must be an object");
    }
  }
  return all;
}

JsonObject JsonObject::object(std::string_view key) {
  const auto* value = find(key, true);
  const std::string place = place_ + ": " + std::string(key);
  if (value != nullptr && value->type() == typeid(Poco::JSON::Object::Ptr)) {
    return {value->extract<Poco::JSON::Object::Ptr>(), place, *problems_};
  }
  if (value != nullptr) problems_->add(place, "must be an object");
  return {new Poco::JSON::Object, place, *problems_};
}

std::vector<std::pair<std::string, std::string>> JsonObject::members() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [key, value] : *object_) {
    if (value.isString()) {
      all.emplace_back(key, value.extract<std::string>());
    } else {
      problems_->add(place_ + ": " + key, "must be a text");
    }
  }
  return all;
}

std::vector<std::string> JsonObject::keys() const {
  std::vector<std::string> all;
  for (const auto& [key, value] : *object_) all.push_back(key);
  return all;
}

void JsonObject::finish() {
  for (const std::string& key : keys()) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
      problems_->add(place_, "has \"" + key + "\", which means nothing here");
    }
  }
}

}  // namespace rasoat::config
