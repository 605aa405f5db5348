// The session as the app uses it: see laboratory.hpp.
#include "app/laboratory.hpp"

#include "lab/link.hpp"

namespace headscope::app {

MaybeError Laboratory::edit(const lab::Edit& edit, bool gesture) {
    const lab::Result<bool> done = session_.edit(edit, gesture);
    if (!done) return done.error();
    if (done.value()) {
        ++revision_;
        evaluated();
    }
    return {};
}

bool Laboratory::undo() {
    if (!session_.undo()) return false;
    ++revision_;
    evaluated();
    return true;
}

bool Laboratory::redo() {
    if (!session_.redo()) return false;
    ++revision_;
    evaluated();
    return true;
}

MaybeError Laboratory::reset() { return edit(lab::Replace{lab::initial_document()}, false); }

MaybeError Laboratory::open_link(std::string_view fragment) {
    const lab::Result<lab::Document> document = lab::read_link(fragment);
    if (!document) return document.error();
    return edit(lab::Replace{document.value()}, false);
}

MaybeError Laboratory::want(lab::StageSet shown) {
    const lab::StageSet all{shown.scores || kept_.scores, shown.scaled || kept_.scaled,
                            shown.masked_scores || kept_.masked_scores};
    if (all == session_.wanted()) return {};
    const lab::Result<bool> done = session_.want(all);
    if (!done) return done.error();
    evaluated();
    return {};
}

void Laboratory::time_tiles(double now_ms) {
    if (tile_choice_.made()) return;
    tile_choice_.count(core::faster_tile_kernel(Stopwatch::now_ms), now_ms);
    if (tile_choice_.made()) session_.use(tile_choice_.kernel());
}

}  // namespace headscope::app
