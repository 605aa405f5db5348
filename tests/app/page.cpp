// A page for the tests: see page.hpp.
#include "page.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "app/json/names.hpp"

namespace headscope::app {

Page::Page(double width, double height, double density) : app_(hs_create()) {
    hs_environment(app_, 0, 0, 0, 0);
    REQUIRE(hs_attach(app_) == 1);
    resize(width, height, density);
    settle();
}

Page::~Page() { hs_destroy(app_); }

void Page::resize(double width, double height, double density) {
    hs_resize(app_, width, height, static_cast<int>(width * density), static_cast<int>(height * density), 1);
}

double Page::frame() {
    now_ += 16;
    return hs_frame(app_, now_);
}

int Page::settle() {
    int frames = 0;
    while (frame() == 0) {
        ++frames;
        REQUIRE(frames < 200);
    }
    return frames;
}

void Page::rest() {
    int frames = 0;
    for (double wait = frame(); wait >= 0; wait = frame()) {
        now_ += wait;
        REQUIRE(++frames < 200);
    }
}

bool Page::has_item(std::string_view key) {
    for (const ui::MirrorItem& i : app_->interface().mirror().items()) {
        if (i.key == key) return true;
    }
    return false;
}

ui::MirrorItem Page::item(std::string_view key) {
    for (const ui::MirrorItem& i : app_->interface().mirror().items()) {
        if (i.key == key) return i;
    }
    FAIL("no control " << key);
    return {};
}

ImVec2 Page::cell(std::string_view grid, int row, int col) {
    const ui::MirrorItem i = item(grid);
    REQUIRE(i.rows > row);
    REQUIRE(i.cols > col);
    const auto centre = [](float low, float high, int at, int count) {
        return low + (high - low) * (static_cast<float>(at) + 0.5f) / static_cast<float>(count);
    };
    return ImVec2(centre(i.min.x, i.max.x, col, i.cols), centre(i.min.y, i.max.y, row, i.rows));
}

namespace {

void point(App* app, PointerEvent event, ImVec2 at, int buttons) {
    hs_pointer(app, static_cast<int>(event), static_cast<int>(PointerType::mouse), 1, static_cast<double>(at.x),
               static_cast<double>(at.y), buttons, 0);
}

}  // namespace

void Page::move(ImVec2 at) {
    point(app_, PointerEvent::move, at, 0);
    settle();
}

void Page::press(ImVec2 at) {
    move(at);
    point(app_, PointerEvent::down, at, 1);
    settle();
}

void Page::drag(ImVec2 to) {
    point(app_, PointerEvent::move, to, 1);
    settle();
}

void Page::release(ImVec2 at) {
    point(app_, PointerEvent::up, at, 0);
    settle();
}

void Page::click(ImVec2 at) {
    press(at);
    release(at);
}

bool Page::key(std::string_view key, std::string_view code, Modifiers modifiers) {
    const std::string both = std::string(key) + std::string(code);
    put(both);
    const bool used = hs_key(app_, key.size(), code.size(), 1, modifiers, 0);
    put(both);
    hs_key(app_, key.size(), code.size(), 0, 0, 0);
    settle();
    return used;
}

void Page::type(std::string_view text) {
    hs_text(app_, put(text));
    settle();
}

void Page::act(std::string_view key, std::string_view action, double number, std::string_view text) {
    for (int kind = 0; is_index(kind, kActions); ++kind) {
        if (kActions[kind] == action) hs_act(app_, item(key).id, kind, number, 0, 0, put(text));
    }
    settle();
}

std::size_t Page::put(std::string_view text) {
    void* to = hs_buffer(app_, text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return text.size();
}

std::vector<float> Page::numbers(int tensor, int item) {
    const View4 v = *hs_tensor(app_, tensor, 0, item);
    REQUIRE(v.data != 0);
    std::vector<float> values;
    for (int i = 0; i < v.items; ++i) {
        for (int h = 0; h < v.heads; ++h) {
            for (int r = 0; r < v.rows; ++r) {
                const float* row =
                    reinterpret_cast<const float*>(v.data) + i * v.item_stride + h * v.head_stride + r * v.row_stride;
                values.insert(values.end(), row, row + v.cols);
            }
        }
    }
    return values;
}

std::string Page::events() { return hs_events(app_); }

int param(std::string_view key) {
    const lab::ParamInfo* info = lab::find_param(key);
    REQUIRE(info != nullptr);
    return static_cast<int>(info->param);
}

int tensor(std::string_view key) {
    const lab::TensorInfo* info = lab::find_tensor(key);
    REQUIRE(info != nullptr);
    return static_cast<int>(info->id);
}

}  // namespace headscope::app
