// The ABI's second part: what the visitor does, and what the page is told after a frame.
#include <utility>

#include "app/json/mirror_json.hpp"
#include "app/json/names.hpp"
#include "app/loop/app.hpp"
#include "lab/text/tokens.hpp"

namespace headscope::app {
namespace {

ImVec2 units(const App* app, double x, double y) {
    return ImVec2(static_cast<float>(x) / app->scale(), static_cast<float>(y) / app->scale());
}

}  // namespace

int hs_pointer(App* app, int event, int type, int pointer, double x, double y, int buttons, Modifiers modifiers) {
    app->enter();
    app->ask();
    return app->input().pointer(static_cast<PointerEvent>(event), static_cast<PointerType>(type), pointer, units(app, x, y),
                                buttons, modifiers);
}

int hs_touch_claim(App* app, double x, double y) { return app->input().touch_claim(units(app, x, y)); }

int hs_wheel(App* app, double x, double y, double delta_x, double delta_y, Modifiers modifiers) {
    app->enter();
    const bool used = app->input().wheel(units(app, x, y), units(app, delta_x, delta_y), modifiers);
    if (used) app->ask();
    return used;
}

int hs_key(App* app, std::size_t key_bytes, std::size_t code_bytes, int down, Modifiers modifiers, int /*repeat*/) {
    app->enter();
    app->ask();
    const std::string_view both = app->incoming(key_bytes + code_bytes);
    if (key_bytes > both.size() || both.empty()) return 0;
    return app->input().key(both.substr(0, key_bytes), both.substr(key_bytes), down, modifiers);
}

void hs_text(App* app, std::size_t bytes) {
    app->enter();
    app->ask();
    const std::string_view text = app->incoming(bytes);
    if (const std::optional<lab::Error> error = TextEntry::too_long(text.size())) app->refuse(*error);
    else app->input().text(lab::field_text(text, true));
}

Message hs_replace_text(App* app, int begin, int end, int selection_begin, int selection_end, std::size_t bytes) {
    app->enter();
    app->ask();
    std::string& buffer = app->interface().interaction().typing.text;
    app->tell_entry_again();  // what was entered may not be what stands there now
    const std::optional<lab::Error> error =
        TextEntry::replace(buffer, {begin, end}, app->incoming(bytes), {selection_begin, selection_end});
    return error ? app->refuse(*error) : nullptr;
}

void hs_compose(App* app, int begin, int end) {
    app->ask();
    app->text_entry().compose({begin, end});
}

void hs_paste(App* app, std::size_t bytes) {
    app->enter();
    app->ask();
    const std::string_view text = app->incoming(bytes);
    if (const std::optional<lab::Error> error = TextEntry::too_long(text.size())) app->refuse(*error);
    else app->input().paste(std::string(text));
}

void hs_focus(App* app, int focused) {
    app->enter();
    app->ask();
    app->input().focus(focused);
}

const char* hs_events(App* app) { return app->reply(app->outbox().take()); }

const char* hs_cursor(App* app) { return app->cursor(); }

const char* hs_text_entry(App* app) {
    app->enter();
    return app->reply(app->text_entry().describe(app->scale()));
}

const char* hs_mirror(App* app) { return app->reply(mirror_json(app->interface().mirror().items(), app->scale())); }

void hs_act(App* app, std::uint32_t id, int kind, double number, int row, int col, std::size_t bytes) {
    if (!is_index(kind, kActions)) return;
    app->enter();
    app->ask();
    ui::MirrorAction action;
    action.id = id;
    action.kind = static_cast<ui::MirrorAction::Kind>(kind);
    action.number = number;
    action.row = row;
    action.col = col;
    action.text = std::string(app->incoming(bytes));
    app->interface().mirror().push(std::move(action));
}

}  // namespace headscope::app
