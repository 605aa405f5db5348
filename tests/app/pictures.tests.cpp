// What is on screen is what is computed: every picture, in the frame of the edit.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "page.hpp"

namespace headscope::app {
namespace {

/// The numbers of all of a tensor, where they lie now.
struct Memory {
    const float* first;
    const float* last;
};

std::map<std::string_view, Memory> memory_of(App* app) {
    std::map<std::string_view, Memory> all;
    for (const lab::TensorInfo& row : lab::all_tensors()) {
        const View4 v = *hs_tensor(app, static_cast<int>(row.id), 0, 0);
        if (v.data == 0 || v.rows == 0) continue;
        const float* first = reinterpret_cast<const float*>(v.data);
        const std::ptrdiff_t last = (v.items - 1) * std::ptrdiff_t{v.item_stride} +
                                    (v.heads - 1) * std::ptrdiff_t{v.head_stride} +
                                    (v.rows - 1) * std::ptrdiff_t{v.row_stride} + v.cols;
        all[row.key] = {first, first + last};
    }
    return all;
}

/// Every picture of the last frame shows numbers of a tensor as they are now; how many there are.
int check_pictures(Page& page) {
    const auto memory = memory_of(page.app());
    int pictures = 0;
    for (const ui::Heatmap& h : page.recorder().heatmaps()) {
        std::string_view shows = "nothing";
        for (const auto& [key, place] : memory) {
            if (h.values >= place.first && h.values < place.last) shows = key;
        }
        INFO("a picture of " << shows << ", " << h.rows << " x " << h.cols);
        CHECK(shows != "nothing");
        std::vector<float> now;
        for (int row = 0; row < h.stored_rows(); ++row) {
            for (int col = 0; col < h.stored_cols(); ++col) now.push_back(h.transposed ? h.value(col, row) : h.value(row, col));
        }
        CHECK(page.recorder().shown(h) == now);
        ++pictures;
    }
    return pictures;
}

}  // namespace

TEST_CASE("one frame after a drag of a cell every picture shows the numbers of now") {
    Page page;
    for (const char* matrix : {"X", "W_q", "W_k", "W_v", "W_o"}) {
        INFO(matrix);
        const ImVec2 from = page.cell(matrix, 2, 1);
        page.press(from);
        for (int step = 1; step <= 5; ++step) {
            const auto output = page.stage(lab::TensorId::output);
            const double before = hs_revision(page.app());
            hs_pointer(page.app(), 0, 0, 1, static_cast<double>(from.x), static_cast<double>(from.y) - step * 8, 1, 0);
            page.frame();
            CHECK(hs_revision(page.app()) > before);
            CHECK(page.stage(lab::TensorId::output) != output);
            CHECK(check_pictures(page) > 8);
        }
        page.release(from);
    }
}

TEST_CASE("one frame after an edit from the page, an undo or a preset every picture shows the numbers of now") {
    Page page;
    App* app = page.app();
    const auto edits = {"num_heads=2",  "causal=1", "W_v[0,0]=3", "text=one+two+three", "positions=1", "num_heads=8&head_dim=4",
                        "weight_seed=7"};
    for (const char* edit : edits) {
        INFO(edit);
        REQUIRE(hs_apply(app, page.put(edit)) == nullptr);
        page.frame();
        check_pictures(page);
    }
    for (std::size_t i = 0; i < edits.size(); ++i) {
        REQUIRE(hs_undo(app) == 1);
        page.frame();
        check_pictures(page);
    }
    REQUIRE(hs_preset(app, 0) == nullptr);
    page.frame();
    check_pictures(page);
}

}  // namespace headscope::app
