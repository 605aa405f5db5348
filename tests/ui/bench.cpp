// The scripted page.
#include "ui/bench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "imgui_internal.h"

namespace headscope::ui {
namespace {

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar) { return true; }

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = baked->Size * 0.8f;
    baked->Descent = baked->Ascent - baked->Size;
    return true;
}

/// Every glyph is a box half as wide as the type is high.
bool load(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar code_point, ImFontGlyph* glyph, float* advance) {
    if (advance) return *advance = baked->Size * 0.5f, true;
    glyph->Codepoint = code_point & 0x3FFFFFF;
    glyph->AdvanceX = baked->Size * 0.5f;
    glyph->X0 = 0, glyph->X1 = baked->Size * 0.5f;
    glyph->Y0 = baked->Size * 0.2f, glyph->Y1 = baked->Size * 0.8f;
    return true;
}

const ImFontLoader* loader() {
    static const ImFontLoader instance = [] {
        ImFontLoader l;
        l.Name = "boxes";
        l.FontSrcContainsGlyph = contains;
        l.FontBakedInit = init_baked;
        l.FontBakedLoadGlyph = load;
        return l;
    }();
    return &instance;
}

}  // namespace

Bench::Bench(ImVec2 window) : Bench([](Context&) {}) {
    ImGui::GetIO().DisplaySize = app.safe_max = window;
    interface_ = std::make_unique<Interface>();
    settle();
}

Bench::Bench(std::function<void(Context&)> scene) : scene_(std::move(scene)), imgui_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1200, 900};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.ConfigInputTextCursorBlink = false;
    ImFontAtlasBuildSetupFontLoader(io.Fonts, loader());
    for (int i = 0; i < 3; ++i) {
        ImFontConfig config;
        config.FontLoader = loader();
        config.SizePixels = 15;
        config.EllipsisChar = 0x2026;
        io.Fonts->AddFont(&config);
    }
    apply_style(theme);
    settle();
}

Bench::~Bench() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
    ImGui::DestroyContext(imgui_);
}

void Bench::draw(Context& c) {
    if (interface_) return interface_->draw(c);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("page", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoMove);
    painter.begin_frame(theme.palette);
    begin_kit(c);
    scene_(c);
    end_kit(c);
    ImGui::End();
}

void Bench::frame() {
    ImGui::SetCurrentContext(imgui_);
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    if (interface_) {
        theme = interface_->theme(view.theme, app.system_dark);
        app.can_undo = laboratory.can_undo(), app.can_redo = laboratory.can_redo();
        static_cast<void>(laboratory.want(interface_->wanted(view)));
        laboratory.want_earlier(interface_->wanted_earlier(view));
        app.comparable = laboratory.comparable();
        app.has_before = laboratory.has_before();
    }
    app.revision = laboratory.revision();
    app.start = &laboratory.start();
    ImGui::NewFrame();
    const bool before = interface_ && interface_->shows_before() && laboratory.before_trace();
    View looked_at = view;
    Context c{.document = before ? laboratory.before() : laboratory.document(),
              .trace = before ? *laboratory.before_trace() : laboratory.trace(),
              .view = before ? looked_at : view,
              .interaction = interaction(),
              .theme = theme,
              .painter = painter,
              .mirror = mirror,
              .app = app,
              .before = {&laboratory.before(), laboratory.before_trace()},
              .difference = before || !view.compare ? nullptr : laboratory.difference(),
              .showing_before = before};
    draw(c);
    ImGui::Render();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_OK);
    for (size_t i = 0; i < c.edits.size(); ++i) {
        const lab::Edit& wish = c.edits[i];
        if (!wish.changes.empty()) edits.push_back(wish);
        const auto done = laboratory.edit(wish);
        if (done) continue;
        notices.push_back({lab::text_of(done.error(), view.language), true});
        if (interface_) interface_->refuse(c.edited_at[i], notices.back().message);
    }
    notices.insert(notices.end(), c.notices.begin(), c.notices.end());
    for (const Refusal& refusal : c.refusals) notices.push_back({refusal.message, true});
    commands.insert(commands.end(), c.commands.begin(), c.commands.end());
    again_in_ms = c.again_in_ms;
}

void Bench::settle(int limit) {
    for (int i = 0; i < limit; ++i) {
        frame();
        if (again_in_ms != 0) return;
    }
}

void Bench::wait(double seconds) {
    for (int i = 0; i < static_cast<int>(seconds * 60) + 1; ++i) frame();
}

void Bench::move(ImVec2 to) {
    ImGui::GetIO().AddMousePosEvent(to.x, to.y);
    settle();
}

void Bench::press(ImVec2 at) {
    move(at);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    settle();
}

void Bench::release() {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    settle();
}

void Bench::click(ImVec2 at) {
    wait(0.4);  // never the second half of a double click
    press(at);
    release();
}

void Bench::double_click(ImVec2 at) {
    click(at);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    frame();
    release();
}

void Bench::drag(ImVec2 from, ImVec2 to, int steps) {
    wait(0.4);
    press(from);
    for (int i = 1; i <= steps; ++i) move(from + (to - from) * (static_cast<float>(i) / static_cast<float>(steps)));
    release();
}

void Bench::key(ImGuiKey key, ImGuiKey modifier) {
    ImGuiIO& io = ImGui::GetIO();
    if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, true);
    io.AddKeyEvent(key, true);
    settle();
    io.AddKeyEvent(key, false);
    if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, false);
    settle();
}

void Bench::type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    settle();
}

void Bench::paste(std::string text) {
    interaction().paste = std::move(text);
    settle();
}

void Bench::edit(const lab::Edit& wish) {
    const auto done = laboratory.edit(wish);
    if (!done) FAIL(lab::text_of(done.error(), view.language));
    settle();
}

void Bench::act(MirrorAction action) {
    mirror.push(std::move(action));
    settle();
}

bool Bench::has_item(std::string_view key) const {
    for (const MirrorItem& item : mirror.items())
        if (item.key == key) return true;
    return false;
}

const MirrorItem& Bench::item(std::string_view key) const {
    for (const MirrorItem& item : mirror.items())
        if (item.key == key) return item;
    FAIL("no item " << key);
    return mirror.items().front();
}

ImVec2 Bench::centre(std::string_view key) const {
    const MirrorItem& i = item(key);
    return (i.min + i.max) * 0.5f;
}

const Heatmap& Bench::picture(std::string_view key) const {
    const MirrorItem& grid = item(key);
    for (const Heatmap& map : painter.drawn)
        if (std::fabs(map.min.x - grid.min.x) < 0.5f && std::fabs(map.min.y - grid.min.y) < 0.5f) return map;
    FAIL("no picture " << key);
    return painter.drawn.front();
}

ImVec2 Bench::cell(std::string_view key, int row, int col, ImVec2 within) const {
    const MirrorItem& i = item(key);
    const HeatmapAxis x(i.min.x, i.max.x, i.cols, i.group_cols, i.group_gap),
        y(i.min.y, i.max.y, i.rows, i.group_rows, i.group_gap);
    return {x.at(col) + within.x * x.pitch, y.at(row) + within.y * y.pitch};
}

}  // namespace headscope::ui
