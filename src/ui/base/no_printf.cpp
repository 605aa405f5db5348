// In the page Dear ImGui writes names of windows and little else: this stands in for the C library's vsnprintf, which would be two
// kilobytes of a page load. Strings, whole numbers in tens and sixteens with leading zeros; what else follows a % is
// copied.
#include <cstdarg>
#include <cstddef>

/// As vsnprintf: how long the text is, of which at most size - 1 bytes and a zero are written.
extern "C" int headscope_format(char* out, std::size_t size, const char* format, std::va_list arguments) {
    std::size_t length = 0;
    const auto put = [&](char c) {
        if (length + 1 < size) out[length] = c;
        ++length;
    };
    for (const char* at = format; *at != 0; ++at) {
        if (*at != '%') {
            put(*at);
            continue;
        }
        const bool zeros = *++at == '0';
        int width = 0, most = -1;
        for (; *at >= '0' && *at <= '9'; ++at) width = width * 10 + (*at - '0');
        if (*at == '.') {
            most = 0;
            if (*++at == '*') most = va_arg(arguments, int), ++at;
            for (; *at >= '0' && *at <= '9'; ++at) most = most * 10 + (*at - '0');
        }
        if (*at == 's') {
            for (const char* text = va_arg(arguments, const char*); *text != 0 && most != 0; --most) put(*text++);
        } else if (*at == 'd' || *at == 'u' || *at == 'x' || *at == 'X') {
            unsigned number = va_arg(arguments, unsigned);
            if (*at == 'd' && static_cast<int>(number) < 0) put('-'), number = 0 - number;
            const unsigned base = *at == 'd' || *at == 'u' ? 10 : 16;
            char digits[12];
            int count = 0;
            do digits[count++] = (*at == 'x' ? "0123456789abcdef" : "0123456789ABCDEF")[number % base];
            while ((number /= base) != 0);
            for (int i = count; i < width; ++i) put(zeros ? '0' : ' ');
            while (count > 0) put(digits[--count]);
        } else if (*at != 0) {
            put(*at);
        } else {
            break;
        }
    }
    if (size > 0) out[length < size ? length : size - 1] = 0;
    return static_cast<int>(length);
}
