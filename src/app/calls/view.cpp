// The ABI's fifth part: what is looked at, and what the page may know about the laboratory itself.
#include "app/calls/answer.hpp"
#include "app/json/names.hpp"
#include "app/loop/app.hpp"
#include "core/kernels/workspace.hpp"
#include "lab/text/number.hpp"
#include "lab/text/split.hpp"

namespace headscope::app {
namespace {

/// A cell as an object, null when the text is none.
void write_cell_at(Json& json, std::string_view address) {
    if (const lab::Result<lab::CellRef> cell = lab::read_cell(address)) write_cell(json, cell.value());
    else json.null();
}

/// Of an index that is none: null.
void write_number(Json& json, std::string_view text) {
    double number = 0;
    if (text.empty()) json.null();
    else lab::read_double(text, number), json.number(number);
}

/// A field's value as its kind has it in JSON.
void write_field(Json& json, const ui::View& view, const ui::ViewInfo& field) {
    const std::string text = ui::print_field(view, field);
    std::string_view list = text;
    json.key(field.key);
    switch (field.kind) {
        case ui::ViewKind::choice:
        case ui::ViewKind::stage:
        case ui::ViewKind::tensor: json.text(text); break;
        case ui::ViewKind::index:
        case ui::ViewKind::number: write_number(json, text); break;
        case ui::ViewKind::flag: json.flag(text == "1"); break;
        case ui::ViewKind::cell: write_cell_at(json, text); break;
        case ui::ViewKind::cells:
            for (json.open('['); !list.empty();) write_cell_at(json, lab::take_part(list, ';'));
            json.close(']');
            break;
        case ui::ViewKind::keys:
            for (json.open('['); !list.empty();) json.text(lab::take_part(list, ';'));
            json.close(']');
            break;
    }
}

}  // namespace

namespace {

/// The view as it will be drawn: an edit since the last frame may have left it behind.
const ui::View& present_view(App* app) {
    ui::keep_in_range(app->view(), app->laboratory().document(), app->laboratory().trace());
    return app->view();
}

}  // namespace

const char* hs_view(App* app) {
    const ui::View& view = present_view(app);
    Json json;
    json.open('{');
    for (const ui::ViewInfo& field : ui::view_table()) write_field(json, view, field);
    json.field("dark", app->is_dark()).key("hovered");
    if (view.hovered) write_cell(json, *view.hovered);
    else json.null();
    json.close('}');
    return app->reply(json.take());
}

namespace {

Message look(App* app, std::string_view change) {
    constexpr std::string_view kLanguage = "language=";
    const lab::Laboratory& laboratory = app->laboratory();
    lab::Result<ui::View> next = ui::read_view(change, present_view(app), laboratory.document(), laboratory.trace());
    if (!next) return answer(app, not_in_link(next.error(), app->view().language));
    app->view() = std::move(next.value());
    if (const std::size_t at = change.find(kLanguage); at != std::string_view::npos) {
        const std::string_view rest = change.substr(at + kLanguage.size());
        const bool chosen = !rest.empty() && rest[0] != '&';
        app->choose_language(chosen ? std::optional(app->view().language) : std::nullopt);
    }
    app->ask();
    return nullptr;
}

}  // namespace

Message hs_set_view(App* app, std::size_t bytes) { return look(app, app->incoming(bytes)); }

Message hs_lock(App* app, std::size_t bytes) {
    if (bytes == 0) return look(app, "locked=");
    const lab::Result<lab::CellRef> cell = cell_at(app, bytes);
    return cell ? look(app, "locked=" + lab::print_cell(cell.value())) : answer(app, cell.error());
}

Message hs_notify(App* app, std::size_t bytes, int is_error) {
    constexpr std::size_t kMaxNoticeBytes = 2000;
    if (bytes > kMaxNoticeBytes) {
        const auto printed = [](std::size_t number) { return lab::print_int(static_cast<long long>(number)); };
        return answer(app, lab::Error{lab::Str::error_notice_long, {printed(bytes), printed(kMaxNoticeBytes)}});
    }
    app->notify(std::string(app->incoming(bytes)), is_error);
    return answer(app, lab::Result<bool>(true));
}

const char* hs_stats(App* app) {
    const FrameStats& frame = app->stats();
    const RenderStats render = app->renderer().stats();
    const lab::Trace& trace = app->laboratory().trace();
    Json json;
    json.open('{')
        .field("engine", core::engine_name())
        .field("evaluateMs", app->laboratory().evaluate_ms())
        .field("gflops", app->laboratory().throughput().gflops().value_or(0))
        .field("tileKernel", app->laboratory().tile_choice().made() ? static_cast<int>(app->laboratory().tile()) : -1)
        .field("buildMs", frame.build_ms)
        .field("renderMs", frame.render_ms)
        .field("frames", frame.frames)
        .field("drawCalls", render.draw_calls)
        .field("vertices", render.vertices)
        .field("uploadedBytes", render.uploaded_bytes)
        .field("textures", render.textures)
        .field("multiplyAdds", trace.full_multiply_adds())
        .field("lastMultiplyAdds", trace.last_multiply_adds())
        .close('}');
    return app->reply(json.take());
}

}  // namespace headscope::app
