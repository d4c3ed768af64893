#include "flow/transfer.h"

#include <array>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>

#include <curl/curl.h>
#include <fmt/format.h>

namespace rasoat::flow {
namespace {

using domain::DeliverySettings;
using domain::UploadTarget;

/// Header lines and quote commands of libcurl.
class Lines {
 public:
  ~Lines() { curl_slist_free_all(list_); }
  Lines() = default;
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

/// Bytes read by libcurl from here, or written by it to here.
struct Reader {
  std::string_view rest;
};

std::size_t read_some(char* buffer, std::size_t size, std::size_t count, void* from) {
  auto& reader = *static_cast<Reader*>(from);
  const std::size_t taken = std::min(size * count, reader.rest.size());
  std::memcpy(buffer, reader.rest.data(), taken);
  reader.rest.remove_prefix(taken);
  return taken;
}

std::size_t write_some(char* bytes, std::size_t size, std::size_t count, void* to) {
  static_cast<std::string*>(to)->append(bytes, size * count);
  return size * count;
}

/// One transfer with the settings that all have in common.
class Transfer {
 public:
  Transfer(const DeliverySettings& settings, const std::string& url, const char* protocols) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK || curl_ == nullptr) throw std::runtime_error("libcurl cannot be started");
    const long patience = static_cast<long>(settings.patience);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_CONNECTTIMEOUT, patience);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, patience);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, patience);
    set(CURLOPT_TIMEOUT, 20 * patience);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
    set(CURLOPT_WRITEFUNCTION, &write_some);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&received_));
  }
  ~Transfer() { curl_easy_cleanup(curl_); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_, option, value);
  }
  void send(std::string_view bytes) {
    reader_.rest = bytes;
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &read_some);
    set(CURLOPT_READDATA, static_cast<void*>(&reader_));
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
  }
  CURLcode run() { return result_ = curl_easy_perform(curl_); }
  Failed failed() const {
    if (result_ == CURLE_OK) return std::nullopt;
    const std::string words = words_[0] == '\0' ? curl_easy_strerror(result_) : words_.data();
    return fmt::format("{} (libcurl {})", words, static_cast<int>(result_));
  }
  const std::string& received() const { return received_; }
  CURL* get() const { return curl_; }

 private:
  CURL* curl_ = curl_easy_init();
  std::array<char, CURL_ERROR_SIZE> words_{};
  Reader reader_;
  std::string received_;
  CURLcode result_ = CURLE_OK;
};

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) text += kLetters[group >> (18 - 6 * j) & 63U];
  }
  for (std::size_t i = 0; i < (3 - bytes.size() % 3) % 3; ++i) text[text.size() - 1 - i] = '=';
  return text;
}

/// RFC 2047: words of at most 45 bytes, cut between characters.
std::string header_words(std::string_view text) {
  std::string encoded;
  while (!text.empty()) {
    std::size_t end = std::min<std::size_t>(45, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    encoded += (encoded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, end)) + "?=";
    text.remove_prefix(end);
  }
  return encoded;
}

/// RFC 5322, in Vietnam's time.
std::string mail_date(std::int64_t seconds) {
  const std::time_t shifted = static_cast<std::time_t>(seconds + 7 * 3'600);
  std::tm parts{};
  gmtime_r(&shifted, &parts);
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0700",
                     kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

/// The body: text, then attachments; freed after the transfer.
std::unique_ptr<curl_mime, decltype(&curl_mime_free)> body_of(CURL* curl, const Letter& letter) {
  std::unique_ptr<curl_mime, decltype(&curl_mime_free)> mime(curl_mime_init(curl), &curl_mime_free);
  curl_mimepart* text = curl_mime_addpart(mime.get());
  curl_mime_data(text, letter.text.data(), letter.text.size());
  curl_mime_type(text, "text/plain; charset=utf-8");
  curl_mime_encoder(text, "base64");
  for (const Attachment& each : letter.attachments) {
    curl_mimepart* part = curl_mime_addpart(mime.get());
    curl_mime_data(part, each.bytes.data(), each.bytes.size());
    curl_mime_type(part, each.media_type.c_str());
    curl_mime_filename(part, each.name.c_str());
    curl_mime_encoder(part, "base64");
  }
  return mime;
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.empty() || folder.back() == '/' ? folder + name : folder + "/" + name;
}

void sign_in_sftp(Transfer& transfer, const UploadTarget& target) {
  transfer.set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, target.host_key_sha256.c_str());
  transfer.set(CURLOPT_USERNAME, target.user.c_str());
  if (target.private_key_file.empty()) {
    transfer.set(CURLOPT_SSH_AUTH_TYPES, static_cast<long>(CURLSSH_AUTH_PASSWORD));
    transfer.set(CURLOPT_PASSWORD, target.password.c_str());
  } else {
    transfer.set(CURLOPT_SSH_AUTH_TYPES, static_cast<long>(CURLSSH_AUTH_PUBLICKEY));
    transfer.set(CURLOPT_SSH_PRIVATE_KEYFILE, target.private_key_file.c_str());
    if (!target.password.empty()) transfer.set(CURLOPT_KEYPASSWD, target.password.c_str());
  }
}

/// What follows the host in an address; below the home folder where it begins with `/~/`.
std::string path_of(const std::string& url) {
  const auto host = url.find("://");
  const auto slash = host == std::string::npos ? host : url.find('/', host + 3);
  const std::string path = slash == std::string::npos ? "/" : url.substr(slash);
  return path.rfind("/~/", 0) == 0 ? path.substr(3) : path;
}

}  // namespace

Failed send_letter(const DeliverySettings& settings, const Letter& letter) {
  if (!settings.mail) return "no mail server is set";
  const domain::MailServer& server = *settings.mail;
  Transfer transfer(settings, server.url, "smtp,smtps");
  const bool wrapped = server.url.rfind("smtps://", 0) == 0;
  if (!wrapped && server.safety == domain::MailServer::Safety::starttls)
    transfer.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!server.user.empty()) {
    transfer.set(CURLOPT_USERNAME, server.user.c_str());
    transfer.set(CURLOPT_PASSWORD, server.password.c_str());
  }
  const std::string from = "<" + server.from + ">";
  transfer.set(CURLOPT_MAIL_FROM, from.c_str());
  Lines recipients;
  std::string to;
  for (const std::string& each : letter.recipients) {
    recipients.add("<" + each + ">");
    to += (to.empty() ? "<" : ",\r\n <") + each + ">";
  }
  transfer.set(CURLOPT_MAIL_RCPT, recipients.get());
  Lines headers;
  headers.add("Date: " + mail_date(letter.written_at));
  headers.add("From: rasoat " + from);
  headers.add("To: " + to);
  headers.add("Message-ID: <" + letter.message_id + ">");
  headers.add("Subject: " + header_words(letter.subject));
  headers.add("Auto-Submitted: auto-generated");
  transfer.set(CURLOPT_HTTPHEADER, headers.get());
  const auto body = body_of(transfer.get(), letter);
  transfer.set(CURLOPT_MIMEPOST, body.get());
  transfer.run();
  return transfer.failed();
}

Failed put_https(const DeliverySettings& settings, const UploadTarget& target, const Attachment& file) {
  Transfer transfer(settings, joined(target.url, file.name), "https,http");
  Lines headers;
  headers.add("Content-Type: " + file.media_type);
  headers.add("Expect:");
  if (!target.token.empty()) headers.add("Authorization: Bearer " + target.token);
  transfer.set(CURLOPT_HTTPHEADER, headers.get());
  if (!target.user.empty()) {
    transfer.set(CURLOPT_USERNAME, target.user.c_str());
    transfer.set(CURLOPT_PASSWORD, target.password.c_str());
  }
  transfer.set(CURLOPT_FAILONERROR, 1L);
  transfer.send(file.bytes);
  transfer.run();
  return transfer.failed();
}

Failed put_sftp(const DeliverySettings& settings, const UploadTarget& target, const Attachment& file) {
  if (target.host_key_sha256.empty())
    return "the target has no host_key_sha256: nothing is sent to a stranger";
  bool there = false;
  {
    Transfer look(settings, joined(target.url, file.name), "sftp");
    sign_in_sftp(look, target);
    const CURLcode found = look.run();
    if (found == CURLE_OK && look.received() == file.bytes) return std::nullopt;
    there = found == CURLE_OK;
    const bool absent =
        found == CURLE_REMOTE_FILE_NOT_FOUND || found == CURLE_SSH || found == CURLE_QUOTE_ERROR;
    if (!there && !absent) return look.failed();
  }
  const std::string aside = "." + file.name + ".part";
  const std::string folder = path_of(target.url);
  Transfer transfer(settings, joined(target.url, aside), "sftp");
  sign_in_sftp(transfer, target);
  transfer.set(CURLOPT_FTP_CREATE_MISSING_DIRS, 1L);
  Lines after;
  if (there) after.add("rm \"" + joined(folder, file.name) + "\"");
  after.add("rename \"" + joined(folder, aside) + "\" \"" + joined(folder, file.name) + "\"");
  transfer.set(CURLOPT_POSTQUOTE, after.get());
  transfer.send(file.bytes);
  transfer.run();
  return transfer.failed();
}

}  // namespace rasoat::flow
