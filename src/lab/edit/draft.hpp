// A document while an edit is carried out.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lab/edit/edit.hpp"
#include "lab/model/widths.hpp"

namespace headscope::lab {

/// Parameters and sentences are only noted down; before the first change that depends on shapes, and at the end, `settle` cuts the
/// sentences, checks the memory and brings every matrix to its shape, once for all of them.
class Draft {
public:
    explicit Draft(const Document& doc, const WordVectors* vectors) : settled_(doc), next_(doc), vectors_(vectors) {}

    Result<bool> reset();
    Result<bool> set_param(Param param, double value, std::string_view said_as);
    Result<bool> set_text(const SetText& change, std::string_view said_as);
    /// Of a settled draft.
    Result<bool> shuffle(const Shuffle& change);
    Result<bool> set_valid_length(const SetValidLength& change);
    /// The document with everything so far done to it.
    Result<bool> settle();
    Document& document() { return next_; }

private:
    Result<bool> cut_sentences();

    Document settled_, next_;
    const WordVectors* vectors_;
    bool pending_ = false;
    SaidParams said_;
    std::array<std::string, kParamCount> said_as_;
    std::string stack_key_;
    struct Retyped {
        int item;
        SentenceId which;
        std::string key;
    };
    std::vector<Retyped> retyped_;
};

/// Error when `item` is no batch item of a document with so many.
Result<bool> check_item(int item, int batch);

}  // namespace headscope::lab
