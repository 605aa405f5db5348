// The ABI's first part: a laboratory's life, its canvas and its frames.
#include <new>

#include "app/loop/app.hpp"

namespace headscope::app {

App* hs_create() { return new (std::nothrow) App; }

void hs_destroy(App* app) { delete app; }

void* hs_buffer(App* app, std::size_t bytes) { return app->buffer(bytes); }

std::size_t hs_length(const App* app) { return app->reply_length(); }

int hs_attach(App* app) {
    app->enter();
    const bool ready = app->renderer().attach();
    app->ask();
    return ready;
}

void hs_detach(App* app) {
    app->enter();
    app->renderer().detach();
}

void hs_context_lost(App* app) {
    app->enter();
    app->renderer().lost();
}

int hs_context_restored(App* app) {
    app->enter();
    app->ask();
    return app->renderer().restored();
}

void hs_resize(App* app, double css_width, double css_height, int pixel_width, int pixel_height, double scale) {
    app->resize(css_width, css_height, pixel_width, pixel_height, scale);
}

void hs_safe_area(App* app, double left, double top, double right, double bottom) {
    app->set_safe_area(
        ImVec4(static_cast<float>(left), static_cast<float>(top), static_cast<float>(right), static_cast<float>(bottom)));
    app->ask();
}

void hs_environment(App* app, int dark, int reduced_motion, int coarse_pointer, int language) {
    app->enter();
    app->set_environment(dark, reduced_motion, coarse_pointer, language);
}

double hs_frame(App* app, double now_ms) { return app->frame(now_ms); }

int hs_news(App* app) { return app->take_news(); }

void hs_redraw(App* app) { app->ask(); }

}  // namespace headscope::app
