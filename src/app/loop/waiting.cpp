// What a visitor chose before the vectors of words were here: it waits for the page to load them.
#include <utility>

#include "app/loop/app.hpp"

namespace headscope::app {

/// True when that is all that is wrong with it; of several choices the last one waits.
bool App::wait_for_words(const lab::Error& error, lab::Edit& edit, ui::Spot& at) {
    if (error.message != lab::Str::error_words_missing) return false;
    waiting_ = std::make_unique<Waiting>(Waiting{std::move(edit), std::move(at), laboratory_.opened()});
    outbox_.add("words");
    return true;
}

const char* App::learn_words(std::string_view bytes) {
    enter();
    ask();
    const std::unique_ptr<Waiting> waiting = std::move(waiting_);
    if (bytes.empty()) return nullptr;
    const auto learnt = laboratory_.learn(bytes);
    if (!learnt) return reply(lab::text_of(learnt.error(), view_.language));
    if (!waiting || waiting->opened != laboratory_.opened()) return nullptr;
    report_changes();  // what the page did is not the visitor's
    if (const auto done = laboratory_.edit(waiting->edit); !done) {
        std::string message = lab::text_of(done.error(), view_.language);
        outbox_.add("error", "message", message);
        interface_.refuse(std::move(waiting->at), std::move(message));
    }
    changed_by_page_ = false;
    report_changes();
    return nullptr;
}

}  // namespace headscope::app
