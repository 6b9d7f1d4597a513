// libcurl for Swift: its variadic functions and macros as plain typed ones.
// The wrappers only forward; which options are set, and why, stands in the module HTTPClient.
#pragma once
#include <curl/curl.h>

static inline CURLcode corridor_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode corridor_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode corridor_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode corridor_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode corridor_curl_set_headers(CURL *handle, struct curl_slist *headers) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

// Both callbacks have the signature that libcurl documents for CURLOPT_WRITEFUNCTION.
typedef size_t (*corridor_curl_sink)(char *bytes, size_t one, size_t count, void *context);

static inline CURLcode corridor_curl_set_sink(CURL *handle, CURLoption option, corridor_curl_sink sink) {
    return curl_easy_setopt(handle, option, sink);
}

// http and https only: file:, ftp: and the like are never an address of a destination.
static inline CURLcode corridor_curl_allow_http_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline long corridor_curl_get_long(CURL *handle, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t corridor_curl_get_size(CURL *handle, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

static inline void *corridor_curl_get_private(CURL *handle) {
    char *value = NULL;
    return curl_easy_getinfo(handle, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

static inline CURLMcode corridor_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The result in the message's union, which Swift sees as raw storage.
static inline CURLcode corridor_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}
