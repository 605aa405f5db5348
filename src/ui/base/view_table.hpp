// The one table of the view: what of it a page, a link and the API can name. One row per field; printing, reading and checking walk it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"
#include "lab/words/result.hpp"
#include "ui/base/view.hpp"

namespace headscope::ui {

enum class ViewKind {
    choice,  // one of `choices`
    index,   // from 0, below count(document); of an optional one nothing: none
    flag,    // 0 or 1; "false" and "true" are read too
    number,  // min to max
    stage,   // the key of a step from scores to weights
    tensor,  // the key of a stage or a matrix
    cell,    // an address of a cell that exists; nothing: none
    cells,   // several, joined by ';'
    keys,    // keys of controls and groups, joined by ';'
};
/// "choice", "index", ... in the order of ViewKind, for the page.
std::span<const std::string_view> view_kind_keys();

struct ViewInfo {
    std::string_view key;
    ViewKind kind = ViewKind::flag;
    std::span<const std::string_view> choices = {};    // of a choice; of keys: all that can be hidden
    double min = 0, max = 1;                           // of a number; of cells: at most so many when more than 1
    int (*count)(const lab::Document& doc) = nullptr;  // of an index
    bool optional = false;                             // of an index
    /// Of an optional index: why it has none in this document, Str::count_: it may have one. nullptr: it always may.
    lab::Str (*obstacle)(const lab::Document& doc) = nullptr;
    /// The field as text: "zh-Hans", "2", "1", "weights[0,1,3,0]", "" for none.
    std::string (*print)(const View& view) = nullptr;
    /// Sets the field from a text that has been checked.
    void (*take)(View& view, std::string_view text) = nullptr;
};

/// In the order of reading them aloud.
std::span<const ViewInfo> view_table();
/// nullptr when no field has this key.
const ViewInfo* find_view_field(std::string_view key);
/// The value as text, which read_view understands.
std::string print_field(const View& view, const ViewInfo& field);

/// `now` with the fields set that `text` names: key=value pairs joined by '&', without percent codes; a leading '#' or '?' is skipped, an
/// empty text sets nothing. A key without a value has its first one; what can be none is none. All are checked before any is taken; the error names the key (Error::where), the value and what is
/// possible. Cells are those of this document and trace. A lock takes item, layer and head along as far as the text does not say them.
lab::Result<View> read_view(std::string_view text, const View& now, const lab::Document& doc, const lab::Trace& trace);

/// The columns of the widest row that can be drawn as an arrow: of X, of a query, of a value.
int widest_row(const lab::Document& doc);

/// The view may be older than the document (an undo, a preset, a smaller shape): what is no longer there is let go.
void keep_in_range(View& view, const lab::Document& document, const lab::Trace& trace);

}  // namespace headscope::ui
