// A laboratory: the document a visitor works on, its history and its trace, kept in step, counted and timed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/kernels/tile_choice.hpp"
#include "lab/edit/edit.hpp"
#include "lab/edit/history.hpp"
#include "lab/laboratory/earlier.hpp"
#include "lab/laboratory/throughput.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/readings/subtraction.hpp"

namespace headscope::lab {

class Laboratory {
public:
    /// A monotonic clock in milliseconds.
    using Clock = double (*)();

    /// Starts with initial_document(), evaluated. Out of memory leaves the trace without views. Without a clock nothing is timed.
    explicit Laboratory(Clock now_ms = nullptr);
    const Document& document() const { return document_; }
    const Trace& trace() const { return evaluator_.trace(); }
    /// Grows with every change of the document.
    std::uint64_t revision() const { return revision_; }

    /// Applies and evaluates; true when the document changed, false when the edit had no effect (then there is no undo step). On
    /// error nothing changes. An edit of a running gesture is one undo step with those before it.
    Result<bool> edit(const Edit& edit);
    bool undo();
    bool redo();
    bool can_undo() const { return history_.can_undo(); }
    bool can_redo() const { return history_.can_redo(); }

    /// Takes the bytes of the file of word vectors, which edits of documents with such need; on error what was known stays.
    Result<bool> learn(std::string_view bytes);
    /// nullptr as long as there are none.
    const WordVectors* vectors() const { return vectors_ ? &*vectors_ : nullptr; }

    /// The document that was opened: by a link, a preset, or a reset; at first initial_document(). Undo takes it along.
    const Document& start() const { return start_.document(); }
    /// Another after every opening.
    const Document* opened() const { return opened_.get(); }
    /// The document before the last change: an edit, all edits of a gesture, an undo or a redo.
    const Document& before() const { return before_.document(); }
    bool has_before() const { return has_before_; }
    /// Whether the numbers of the start can be taken from the present ones: there are as many.
    bool comparable() const;
    /// Whose numbers are asked for; `before_bytes` is how much memory those of before may take.
    struct EarlierWish {
        bool start = false;
        double before_bytes = 0;
        int profile = -1;  // instead of the start's: those of the present document under this profile
    };
    /// Evaluates what is asked for, with the stages shown now, and lets go of the rest. What does not fit is not there.
    void want_earlier(const EarlierWish& wish);
    /// nullptr as long as it is not wanted, or does not fit.
    const Trace* before_trace() const { return before_.trace(); }
    /// The present minus the start, or minus the present under a profile, whichever is asked for.
    const Subtraction* difference() const;

    /// Keeps these stages on behalf of the page, beside what is shown. On error they are what they were.
    Result<bool> keep(TensorSet stages);
    /// Which stages the interface shows; evaluates what is missing. True when that was anything. What does not fit into memory is an
    /// error once; until document or wish change, the same wish is then met with what fits, and `false`.
    Result<bool> want(TensorSet shown);
    /// The stages beyond the always kept ones that the trace has.
    TensorSet wanted() const { return wanted_; }

    /// How long the last evaluation took, without applying the edit. It did trace().last_multiply_adds().
    double evaluate_ms() const { return evaluate_ms_; }
    /// What evaluations compute in a second.
    const Throughput& throughput() const { return throughput_; }

    /// Takes one of the timings that lead to the choice of a tile kernel, some milliseconds long; the chosen one is used.
    void time_tiles(double at_ms);
    const core::TileChoice& tile_choice() const { return tile_choice_; }
    core::TileKernel tile() const { return evaluator_.tile(); }

private:
    Result<bool> evaluate(const Document& doc, TensorSet stages);
    Result<bool> update(TensorSet shown, TensorSet kept);
    void evaluate_known();

    Earlier& profiled(int profile);
    void changes_from(Document before);
    void stepped(Document before, const History::Start& opened);

    std::optional<WordVectors> vectors_;
    Document document_;
    History::Start opened_;
    Earlier start_, before_, profiled_;
    std::pair<int, std::uint64_t> profiled_of_{-1, 0};  // the profile, and the revision of the document
    const Earlier* compared_ = nullptr;
    Subtraction difference_;
    bool has_before_ = false, in_gesture_ = false;
    Evaluator evaluator_;
    History history_;
    TensorSet wanted_, shown_, kept_;
    bool refused_ = false;  // shown_ does not fit
    std::uint64_t revision_ = 0;
    Clock now_ms_;
    double evaluate_ms_ = 0;
    Throughput throughput_;
    bool warm_ = false;  // the first evaluation also pays for code and memory that are new
    core::TileChoice tile_choice_;
};

}  // namespace headscope::lab
