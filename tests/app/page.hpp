// A page for the tests: one laboratory, a clock, and a visitor's hands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/abi/abi.hpp"
#include "app/loop/app.hpp"
#include "app/native/recorder.hpp"

namespace headscope::app {

/// Index of a parameter, of a tensor by its key.
int param(std::string_view key);
int tensor(std::string_view key);

class Page {
public:
    explicit Page(double width = 1440, double height = 900, double density = 1);
    ~Page();
    Page(const Page&) = delete;

    App* app() { return app_; }
    const Recorder& recorder() { return static_cast<const Recorder&>(app_->renderer()); }

    /// Draws as the page would until there is nothing to do or only a timer waits; the number of frames it took.
    int settle();
    /// The same, and as long as a timer waits.
    void rest();
    /// One frame, 16 ms after the last.
    double frame();
    void resize(double width, double height, double density);

    /// The control of that key; fails the test when there is none.
    ui::MirrorItem item(std::string_view key);
    bool has_item(std::string_view key);
    /// Centre of a cell of a grid without groups, in CSS pixels.
    ImVec2 cell(std::string_view grid, int row, int col);

    void move(ImVec2 at);
    void press(ImVec2 at);
    void drag(ImVec2 to);
    void release(ImVec2 at);
    void click(ImVec2 at);
    bool key(std::string_view key, std::string_view code, Modifiers modifiers = 0);
    void type(std::string_view text);
    void act(std::string_view key, std::string_view action, double number = 0, std::string_view text = {});

    /// Writes text into the ABI's buffer; its size.
    std::size_t put(std::string_view text);
    Message set_view(std::string_view change) { return hs_set_view(app_, put(change)); }
    Message set_cell(std::string_view address, double value) { return hs_set_cell(app_, put(address), value); }
    std::vector<float> matrix(std::string_view key, int item = 0) { return numbers(tensor(key), item); }
    std::vector<float> stage(lab::TensorId stage) { return numbers(static_cast<int>(stage), 0); }
    std::string events();

private:
    std::vector<float> numbers(int tensor, int item);

    App* app_;
    double now_ = 1000;
};

}  // namespace headscope::app
