// Carrying out the changes of an edit, one after the other.
#include "lab/edit/edit.hpp"

#include "lab/edit/draft.hpp"
#include "lab/edit/edit_matrix.hpp"

namespace headscope::lab {
namespace {

Result<bool> set_names(Document& doc, const SetNames& change) {
    Result<Names> names = read_names(change.text);
    if (!names) return names.error();
    doc.names[static_cast<size_t>(change.space)] = std::move(names.value());
    return true;
}

struct Carry {
    Draft& draft;
    std::string_view key;

    Result<bool> operator()(const Reset&) const { return draft.reset(); }
    Result<bool> operator()(const SetParam& c) const { return draft.set_param(c.param, c.value, key); }
    Result<bool> operator()(const SetText& c) const { return draft.set_text(c, key); }
    Result<bool> operator()(const Shuffle& c) const { return draft.shuffle(c); }
    Result<bool> operator()(const SetNames& c) const { return set_names(draft.document(), c); }
    Result<bool> operator()(const SetValidLength& c) const { return draft.set_valid_length(c); }
    Result<bool> operator()(const SetCell& c) const { return with_shapes(set_cell, c); }
    Result<bool> operator()(const SetBlock& c) const { return with_shapes(set_block, c); }
    Result<bool> operator()(const SetMatrix& c) const { return with_shapes(set_matrix, c); }
    Result<bool> operator()(const Fill& c) const { return with_shapes(fill, c); }
    Result<bool> operator()(const Paint& c) const { return with_shapes(paint, c); }

private:
    template <class OneChange>
    Result<bool> with_shapes(Result<bool> (*write)(Document&, const OneChange&), const OneChange& change) const {
        return write(draft.document(), change);
    }
};

bool needs_shapes(const Change& change) {
    return !std::holds_alternative<Reset>(change) && !std::holds_alternative<SetParam>(change) &&
           !std::holds_alternative<SetText>(change);
}

}  // namespace

Result<Document> apply(const Document& doc, const Edit& edit, const WordVectors* vectors) {
    Draft draft(doc, vectors);
    for (size_t i = 0; i < edit.changes.size(); ++i) {
        // What is wrong with the shapes so far is not this change's fault.
        if (needs_shapes(edit.changes[i]))
            if (const Result<bool> settled = draft.settle(); !settled) return settled.error();
        const Result<bool> done = std::visit(Carry{draft, edit.keys[i]}, edit.changes[i]);
        if (done) continue;
        Error error = done.error();
        if (error.where.empty()) error.where = edit.keys[i];
        return error;
    }
    if (const Result<bool> settled = draft.settle(); !settled) return settled.error();
    return std::move(draft.document());
}

}  // namespace headscope::lab
